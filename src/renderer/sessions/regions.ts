/** Regions offered while typing; any other may be typed. */
export const regions = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "sa-east-1",
] as const

/** How long a session may last, in seconds: GetSessionToken takes 900 to 129,600. */
export const durations = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 64_800, 86_400, 129_600] as const
