import type { PagePlan } from '../src/protocol.ts';
import { ActionBar, type Action } from './actionBar.ts';
import type { Announcer } from './announcer.ts';
import { copyText } from './clipboard.ts';
import { element } from './element.ts';
import type { Host } from './host.ts';
import { icon } from './icons.ts';
import { PlanStepView } from './planStep.ts';
import { applyWords, planText, stateWords } from './planWords.ts';

const stopping = 'Stopping after this container…';

/** The plan: reviewed, then followed while it is applied, then its report. */
export class PlanView {
  readonly #host: Host;
  readonly #announcer: Announcer;
  readonly #title = element('h2', { id: 'plan-title', tabindex: '-1' });
  readonly #steps = element('ol', { class: 'steps', tabindex: '0', 'aria-label': 'Steps' });
  readonly #obstacleText = element('span');
  readonly #obstacle = element('p', { class: 'obstacle' }, icon('warning'), this.#obstacleText);
  readonly #report = element('p', { class: 'report' });
  readonly #actions = new ActionBar('primary');
  readonly element = element(
    'section',
    { class: 'plan', 'aria-labelledby': 'plan-title', hidden: '' },
    this.#title,
    this.#steps,
    this.#obstacle,
    this.#report,
    this.#actions.element,
  );
  readonly #views = new Map<string, PlanStepView>();
  #plan: PagePlan | undefined;
  #chosen: ReadonlySet<string> = new Set();
  #isCancelled = false;

  constructor(host: Host, announcer: Announcer) {
    this.#host = host;
    this.#announcer = announcer;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#plan?.phase === 'applying') return;
      event.preventDefault();
      event.stopPropagation();
      host.ask('closePlan');
    });
  }

  get plan(): PagePlan | undefined {
    return this.#plan;
  }

  /** Of a plan that is there already, what the user has ticked stays so. */
  show(plan: PagePlan | undefined): void {
    const before = this.#plan;
    const hadFocus = this.element.contains(document.activeElement);
    this.#plan = plan;
    this.element.hidden = plan === undefined;
    if (plan === undefined) return;
    if (plan.id !== before?.id) this.#begin(plan);
    else this.#sayProgress(plan, before);
    this.#draw(plan);
    const isLost = !this.element.contains(document.activeElement);
    if (hadFocus && isLost) this.#actions.focus();
  }

  focus(): void {
    this.#title.focus();
  }

  #begin({ steps }: PagePlan): void {
    const chosen = steps.filter(({ selected, refusal }) => selected && refusal === undefined);
    this.#chosen = new Set(chosen.map(({ id }) => id));
    this.#isCancelled = false;
    this.#views.clear();
    this.#steps.replaceChildren();
    for (const { id } of steps) {
      const view = new PlanStepView((isChosen) => {
        this.#choose(id, isChosen);
      });
      this.#views.set(id, view);
      this.#steps.append(view.element);
    }
  }

  #draw(plan: PagePlan): void {
    const { title, phase, steps, obstacle } = plan;
    const report = plan.report ?? (phase === 'applying' && this.#isCancelled ? stopping : '');
    this.element.dataset['phase'] = phase;
    this.#title.textContent = title;
    this.#steps.ariaBusy = String(phase === 'applying');
    for (const step of steps) {
      this.#views.get(step.id)?.show(step, phase, this.#chosen.has(step.id));
    }
    this.#obstacle.hidden = obstacle === undefined || phase !== 'review';
    this.#obstacleText.textContent = obstacle ?? '';
    this.#report.hidden = report === '';
    this.#report.textContent = report;
    this.#actions.show(this.#actionsOf(plan));
  }

  #choose(id: string, isChosen: boolean): void {
    const chosen = new Set(this.#chosen);
    if (isChosen) chosen.add(id);
    else chosen.delete(id);
    this.#chosen = chosen;
    if (this.#plan !== undefined) this.#actions.show(this.#actionsOf(this.#plan));
  }

  #actionsOf(plan: PagePlan): readonly Action[] {
    const close = {
      label: 'Close',
      run: () => {
        this.#host.ask('closePlan');
      },
    };
    const copy = {
      label: 'Copy as Text',
      run: () => {
        // What the plan is by now, not when the button was made.
        void copyText(planText(this.#plan ?? plan), this.#announcer);
      },
    };
    switch (plan.phase) {
      case 'review': {
        const apply = {
          label: applyWords(plan, this.#chosen),
          run: () => {
            this.#host.apply(plan.id, [...this.#chosen]);
          },
          disabled: plan.obstacle !== undefined || this.#chosen.size === 0,
        };
        return [apply, close, copy];
      }
      case 'applying':
        return [
          {
            label: 'Cancel After This Container',
            run: () => {
              this.#cancel(this.#plan ?? plan);
            },
          },
        ];
      case 'done':
        return [close, copy];
    }
  }

  #cancel(plan: PagePlan): void {
    this.#isCancelled = true;
    this.#draw(plan);
    this.#announcer.say(stopping);
    this.#host.cancelApply(plan.id);
  }

  #sayProgress(plan: PagePlan, before: PagePlan): void {
    for (const step of plan.steps) {
      const { id, title, state, message } = step;
      const earlier = before.steps.find((each) => each.id === id);
      const words = [title, stateWords[state], message].filter((text) => text !== '').join(': ');
      if (state !== earlier?.state && state !== 'done') this.#views.get(id)?.scrollTo();
      if (state === 'failed' && earlier?.state !== 'failed') this.#announcer.alert(words);
      else if (state !== earlier?.state || message !== earlier.message) this.#announcer.say(words);
    }
    if (plan.report !== undefined && plan.report !== before.report)
      this.#announcer.say(plan.report);
  }
}
