/** When what had the focus has gone, such as a button that is no longer offered, takes the reader to the page's heading. */
export function keepFocus(): void {
  // a dialog gives the focus back when it has faded
  window.setTimeout(() => {
    if (!document.activeElement || document.activeElement === document.body) {
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    }
  }, 400);
}
