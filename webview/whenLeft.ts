/**
 * Tells that the focus has gone from one element to another within or out of the form; while a
 * pointer is down only when it is up again, as what is shown then could move the very thing that is
 * being pressed.
 */
export function whenLeft(
  form: HTMLElement,
  left: (from: EventTarget | null, to: EventTarget | null) => void,
): void {
  let isPressed = false;
  form.addEventListener('pointerdown', () => {
    isPressed = true;
    onPointerUp(() => {
      isPressed = false;
    });
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (!isPressed) left(target, relatedTarget);
    else {
      // After the click that this may be.
      onPointerUp(() => setTimeout(left, 0, target, relatedTarget));
    }
  });
}

function onPointerUp(act: () => void): void {
  window.addEventListener('pointerup', act, { once: true });
}
