/** Words on the desktop, outside the window: for what needs the person while they look elsewhere. */
export interface Notifier {
  /**
   * @param note never a secret; a locked screen may show it
   * @returns how to take it away again
   */
  show(note: { readonly title: string; readonly body: string; readonly onClick: () => void }): () => void
}
