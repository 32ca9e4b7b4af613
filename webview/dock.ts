import type { ToPage } from '../src/protocol.ts';
import type { Announcer } from './announcer.ts';
import { element } from './element.ts';
import type { Host } from './host.ts';
import { MappingForm, type MappingFormParts } from './mappingForm.ts';
import { PlanView } from './planView.ts';
import { StagedBar } from './stagedBar.ts';
import type { StoredForm } from './storedForm.ts';

export type DockMessage = Extract<
  ToPage,
  { type: 'staged' | 'form' | 'check' | 'stagedDraft' | 'plan' }
>;

interface DockEvents {
  /** The focus is to go back to the table. */
  readonly leave: () => void;
  readonly showRow: (rowId: string) => void;
  readonly showContainer: (containerId: string) => void;
}

/** Docked below the table: the form, the plan, and the bar of the staged changes. */
export class Dock {
  readonly #parts: MappingFormParts;
  readonly #host: Host;
  readonly #announcer: Announcer;
  readonly #events: DockEvents;
  readonly #place = element('div', { class: 'form-place' });
  readonly #plan: PlanView;
  readonly #bar: StagedBar;
  readonly element;
  #form: MappingForm | undefined;
  #stagedText: string | undefined;

  constructor(parts: MappingFormParts, events: DockEvents) {
    const { host, announcer } = parts;
    this.#parts = parts;
    this.#host = host;
    this.#announcer = announcer;
    this.#events = events;
    this.#plan = new PlanView(host, announcer);
    this.#bar = new StagedBar(host);
    this.element = element(
      'div',
      { class: 'dock' },
      this.#place,
      this.#plan.element,
      this.#bar.element,
    );
  }

  /** The open form, for the next life of the page. */
  get stored(): StoredForm | undefined {
    return this.#form?.stored;
  }

  hear(message: DockMessage): void {
    switch (message.type) {
      case 'staged':
        this.#takeStaged(message.staged);
        break;
      case 'form':
        this.#open({ form: message.form, draft: message.form.draft });
        this.#form?.focus();
        break;
      case 'check':
        this.#form?.take(message.check);
        break;
      case 'stagedDraft':
        this.#close();
        this.#announcer.say(message.text);
        this.#events.showRow(message.rowId);
        break;
      case 'plan':
        this.#takePlan(message.plan);
        break;
    }
  }

  /** Opens the form of an earlier life of the page, without going there. */
  restore(stored: StoredForm): void {
    this.#open(stored);
  }

  /** Moves the focus to what is open; false if there is nothing. */
  focus(): boolean {
    if (!this.#plan.element.hidden) this.#plan.focus();
    else if (this.#form !== undefined && !this.#place.hidden) this.#form.focus();
    else return false;
    return true;
  }

  #open(stored: StoredForm): void {
    this.#form?.stop();
    this.#form = new MappingForm(stored, this.#parts, {
      close: () => {
        this.#close();
        this.#events.leave();
      },
      showContainer: this.#events.showContainer,
    });
    this.#place.replaceChildren(this.#form.element);
    this.#place.hidden = false;
    // One thing at a time; what is being applied goes on being shown.
    if (this.#plan.plan !== undefined && this.#plan.plan.phase !== 'applying') {
      this.#host.ask('closePlan');
    }
    this.#form.open();
    this.#host.remember();
  }

  #close(): void {
    this.#form?.stop();
    this.#form = undefined;
    this.#place.replaceChildren();
    this.#host.remember();
  }

  #takeStaged(staged: Extract<DockMessage, { type: 'staged' }>['staged']): void {
    this.#bar.show(staged);
    const text = staged.count === 0 && staged.canRestore ? 'Discarded.' : staged.text;
    // What was staged when the page began is no news.
    if (this.#stagedText !== undefined && text !== this.#stagedText) this.#announcer.say(text);
    this.#stagedText = text;
  }

  #takePlan(plan: Extract<DockMessage, { type: 'plan' }>['plan']): void {
    const isNew = plan !== undefined && plan.id !== this.#plan.plan?.id;
    const hadFocus = this.#plan.element.contains(document.activeElement);
    this.#plan.show(plan);
    if (isNew) this.#place.hidden = true;
    if (plan === undefined) this.#place.hidden = false;
    this.element.classList.toggle('reviewing', plan !== undefined);
    if (isNew && document.hasFocus()) this.#plan.focus();
    if (plan !== undefined || !hadFocus) return;
    if (this.#form !== undefined) this.#form.focus();
    else if (this.#bar.element.hidden) this.#events.leave();
    else this.#bar.focus();
  }
}
