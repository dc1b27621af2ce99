/** RFC 4648 section 10, "Test Vectors" of BASE32: [ASCII text, encoding]. */
export const RFC4648_BASE32_VECTORS = [
  ["f", "MY======"],
  ["fo", "MZXQ===="],
  ["foo", "MZXW6==="],
  ["foob", "MZXW6YQ="],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI======"],
] as const
