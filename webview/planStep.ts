import type { PlanFact } from '../src/core/planFacts.ts';
import type { PagePlan, PagePlanStep } from '../src/protocol.ts';
import { element } from './element.ts';
import { icon, setIcon, type IconName } from './icons.ts';
import { factWords, stateWords, visible } from './planWords.ts';

const stateIcons: Readonly<Record<PagePlanStep['state'], IconName>> = {
  planned: 'ring',
  applying: 'refresh',
  done: 'check',
  failed: 'error',
  skipped: 'circleSlash',
};

/** One step of the plan: whether it is chosen, what it does, and how far it is. */
export class PlanStepView {
  readonly #checkbox = element('input', { type: 'checkbox', class: 'checkbox' });
  readonly #title = element('span', { class: 'step-title' });
  readonly #stateIcon = icon('ring');
  readonly #stateText = element('span');
  readonly #state = element('span', { class: 'step-state' }, this.#stateIcon, this.#stateText);
  readonly #message = element('p', { class: 'step-message' });
  readonly #content = element('div', { class: 'step-content' });
  readonly element = element(
    'li',
    { class: 'step' },
    element('label', { class: 'check' }, this.#checkbox, this.#title),
    this.#state,
    this.#message,
    this.#content,
  );
  #shown = '';

  constructor(toggle: (chosen: boolean) => void) {
    this.#checkbox.addEventListener('change', () => {
      toggle(this.#checkbox.checked);
    });
  }

  show(step: PagePlanStep, phase: PagePlan['phase'], chosen: boolean): void {
    const { title, state, message, refusal } = step;
    this.element.dataset['state'] = state;
    this.#title.textContent = title;
    this.#checkbox.checked = chosen;
    this.#checkbox.hidden = phase !== 'review';
    this.#checkbox.disabled = refusal !== undefined;
    this.#state.hidden = state === 'planned';
    setIcon(this.#stateIcon, stateIcons[state]);
    this.#stateText.textContent = stateWords[state];
    this.#message.textContent = message;
    // The word beside the title says so already.
    this.#message.hidden = message === '' || message === `${stateWords[state]}.`;
    this.#showContent(step);
  }

  /** Brings it into view, in the list of the steps alone. */
  scrollTo(): void {
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** What does not change while the step is applied stays, with the lists that are open in it. */
  #showContent({ changes, facts, refusal }: PagePlanStep): void {
    const shown = JSON.stringify([changes, facts, refusal]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const lines = changes.map((change) => element('li', {}, change));
    this.#content.replaceChildren(
      ...(refusal === undefined ? [] : [refusalLine(refusal)]),
      ...(lines.length === 0 ? [] : [element('ul', { class: 'step-changes' }, ...lines)]),
      ...(facts.length === 0
        ? []
        : [element('dl', { class: 'facts' }, ...facts.flatMap(factLine))]),
    );
    this.#checkbox.ariaDescription = refusal ?? '';
  }
}

function refusalLine(text: string): HTMLElement {
  return element('p', { class: 'refusal' }, icon('error'), element('span', {}, text));
}

function factLine({ kind, text, details }: PlanFact): readonly HTMLElement[] {
  const words = element('dd', {}, text);
  if (details.length > 0) words.append(...detailList(details, text));
  const label = element('dt', {}, factWords[kind]);
  if (kind === 'warning') label.prepend(icon('warning'));
  for (const part of [label, words]) part.dataset['kind'] = kind;
  return [label, words];
}

/** Made when it is first asked for: it may be long. */
function detailList(details: readonly string[], about: string): readonly HTMLElement[] {
  const attributes = { class: 'detail-list', tabindex: '0', role: 'region', 'aria-label': about };
  const list = element('pre', { ...attributes, hidden: '' });
  const toggle = element('button', { type: 'button', class: 'link', 'aria-expanded': 'false' });
  toggle.textContent = 'Show list';
  toggle.addEventListener('click', () => {
    list.textContent ||= details.map(visible).join('\n');
    list.hidden = !list.hidden;
    toggle.ariaExpanded = String(!list.hidden);
    toggle.textContent = list.hidden ? 'Show list' : 'Hide list';
  });
  return [toggle, list];
}
