type Attributes = Readonly<Record<string, string>>;

/** Makes an element; text among its children stays text, whatever it looks like. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}

/** Sets an attribute, or takes it away when there is nothing to say. */
export function setOptional(target: Element, name: string, value: string): void {
  if (value === '') target.removeAttribute(name);
  else target.setAttribute(name, value);
}

/** Text for screen readers only. */
export function hiddenText(text = ''): HTMLSpanElement {
  return element('span', { class: 'visually-hidden' }, text);
}
