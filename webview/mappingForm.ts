import type { DraftField, DraftFix, DraftMessage, MappingDraft } from '../src/core/mappingDraft.ts';
import { readPaste } from '../src/core/draftPaste.ts';
import { previewOf } from '../src/core/draftPreview.ts';
import { publishTextOf } from '../src/core/publishText.ts';
import { readDraft } from '../src/core/readDraft.ts';
import type { PageCheck, PageForm } from '../src/protocol.ts';
import type { Announcer } from './announcer.ts';
import { copyText } from './clipboard.ts';
import { DraftCheck } from './draftCheck.ts';
import { element } from './element.ts';
import { draftFields, FormFields } from './formFields.ts';
import { FormFoot } from './formFoot.ts';
import type { Host } from './host.ts';
import type { StoredForm } from './storedForm.ts';
import { whenLeft } from './whenLeft.ts';

export interface MappingFormParts {
  readonly host: Host;
  readonly announcer: Announcer;
}

export interface MappingFormEvents {
  readonly close: () => void;
  readonly showContainer: (containerId: string) => void;
}

/** Fields in which a whole rule may be typed, too. */
const ruleFields: readonly DraftField[] = ['hostPort', 'containerPort', 'others'];

/** The form for a mapping, docked below the table. */
export class MappingForm {
  readonly #host: Host;
  readonly #announcer: Announcer;
  readonly #events: MappingFormEvents;
  readonly #form: PageForm;
  readonly #check: DraftCheck;
  readonly #fields: FormFields;
  readonly #foot: FormFoot;
  readonly element: HTMLElement;
  #draft: MappingDraft;
  /** To be staged as soon as the extension has answered. */
  #isWanted = false;
  /** The draft that was sent to be staged. */
  #sent: MappingDraft | undefined;
  #said: readonly string[] = [];

  constructor(
    { form, draft }: StoredForm,
    { host, announcer }: MappingFormParts,
    events: MappingFormEvents,
  ) {
    this.#host = host;
    this.#announcer = announcer;
    this.#events = events;
    this.#form = form;
    this.#draft = draft;
    this.#check = new DraftCheck(draft, {
      ask: (serial, asked) => {
        host.check(serial, asked, form.editing?.rowId);
      },
      changed: () => {
        this.#showMessages();
      },
    });
    this.#fields = new FormFields(form.kind, {
      edit: (change) => {
        this.#edit(change);
      },
      fix: (field, fix) => {
        this.#fix(field, fix);
      },
    });
    this.#foot = new FormFoot(form.editing === undefined, announcer, {
      addPort: () => {
        this.#addAnotherPort();
      },
      stage: () => {
        this.#stage();
      },
      cancel: () => {
        this.#cancel();
      },
      discard: events.close,
      keep: () => {
        this.#keep();
      },
    });
    this.element = element(
      'section',
      { class: 'form', 'aria-labelledby': 'form-title' },
      element('h2', { id: 'form-title' }, form.title),
      this.#fields.element,
      this.#foot.element,
    );
    this.#listen();
  }

  get stored(): StoredForm {
    return { form: this.#form, draft: this.#draft };
  }

  /** Shows the draft; once it stands in the page. */
  open(): void {
    this.#fields.showTargets(this.#form.targets);
    const { draft, addressReason = '' } = this.#form;
    this.#fields.explainAddress(draft.address, addressReason);
    this.#fields.show(this.#draft);
    this.#check.hurry();
    this.#showMessages();
  }

  focus(): void {
    this.#fields.focus('hostPort');
  }

  /** What the extension found; for a draft that it would not stage, too. */
  take(check: PageCheck): void {
    if (!this.#check.take(check) || this.#sent === undefined) return;
    this.#sent = undefined;
    this.#refuse();
  }

  /** Does no more by itself. */
  stop(): void {
    this.#check.stop();
  }

  #listen(): void {
    this.element.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.isComposing) return;
      const field = this.#fields.nameAt(event.target);
      if (event.key === 'Escape') this.#escape();
      else if (event.key === 'Enter' && isTextField(event.target)) this.#enter(field);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    whenLeft(this.element, (from, to) => {
      const field = this.#fields.nameAt(from);
      if (field === undefined || field === this.#fields.nameAt(to)) return;
      // It may be closed by now.
      if (this.element.isConnected) this.#leave(field);
    });
    this.#fields.element.addEventListener('paste', (event) => {
      if (this.#fill(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    });
  }

  #edit(change: Partial<MappingDraft>): void {
    const draft = { ...this.#draft, ...change };
    if (JSON.stringify(draft) === JSON.stringify(this.#draft)) return;
    this.#draft = draft;
    this.#isWanted = false;
    this.#sent = undefined;
    this.#fields.show(this.#draft);
    this.#check.change(
      this.#draft,
      draftFields.filter((name) => change[name] !== undefined),
    );
    this.#host.rememberSoon();
  }

  #fix(field: DraftField, { change, shows, copies }: DraftFix): void {
    if (shows !== undefined) this.#events.showContainer(shows);
    else if (copies !== undefined) void copyText(copies, this.#announcer);
    else {
      this.#edit(change);
      this.#check.settle([]);
      this.#fields.focus(field);
    }
  }

  /** @returns whether the text is a rule or a command, which then fills the form. */
  #fill(text: string): boolean {
    const read = readPaste(text, this.#draft);
    if (read === undefined) return false;
    this.#fields.emptyPaste();
    this.#edit(read.draft);
    this.#check.settle([]);
    this.#foot.showNote(read.words);
    this.#announcer.say(read.words);
    return true;
  }

  #leave(field: DraftField): void {
    this.#recognise(field);
    this.#check.settle([field]);
  }

  #recognise(field: DraftField): void {
    if (!ruleFields.includes(field)) return;
    const text = this.#fields.textOf(field).trim();
    if (text === '' || this.#fill(text) || field !== 'others') return;
    this.#fields.showPasteFault('This is no -p rule and no docker run command.');
  }

  #addAnotherPort(): void {
    const { own } = readDraft(this.#draft);
    this.#check.settle(draftFields);
    if (own === undefined || this.#refuse()) return;
    const others = [...this.#draft.others, publishTextOf(own)];
    this.#edit({ others, hostPort: '', containerPort: '' });
    this.#fields.focus('containerPort');
  }

  #enter(field: DraftField | undefined): void {
    if (field !== undefined) this.#recognise(field);
    if (field !== 'others') this.#stage();
  }

  #stage(): void {
    for (const field of ruleFields) this.#recognise(field);
    this.#check.settle(draftFields);
    if (this.#refuse()) return;
    this.#isWanted = this.#check.isWaiting;
    if (this.#isWanted) this.#check.hurry();
    else this.#send();
  }

  #send(): void {
    if (this.#sent === this.#draft) return;
    this.#sent = this.#draft;
    this.#host.stage(this.#draft, this.#form.editing?.rowId);
  }

  /** Goes to the first field that is wrong, if there is one. */
  #refuse(): boolean {
    const field = this.#fields.firstInvalid;
    if (field !== undefined) this.#fields.focus(field);
    return field !== undefined;
  }

  #escape(): void {
    if (this.#foot.isAsking) this.#keep();
    else this.#cancel();
  }

  #cancel(): void {
    const isSame = JSON.stringify(this.#draft) === JSON.stringify(this.#form.draft);
    if (isSame && this.#fields.textOf('others') === '') this.#events.close();
    else this.#foot.ask(true);
  }

  #keep(): void {
    this.#foot.ask(false);
    this.focus();
  }

  #showMessages(): void {
    const { messages, isWaiting } = this.#check;
    this.#fields.showMessages(messages);
    this.#foot.showRule(this.#fields.isIncomplete ? '' : previewOf(this.#draft));
    this.#foot.showChecking(isWaiting);
    this.#sayNew(messages);
    if (!this.#isWanted || isWaiting) return;
    this.#isWanted = false;
    if (!this.#refuse()) this.#send();
  }

  #sayNew(messages: readonly DraftMessage[]): void {
    const texts = messages.map(({ text }) => text);
    this.#announcer.say(...texts.filter((text) => !this.#said.includes(text)));
    this.#said = texts;
  }
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.localName === 'vscode-text-field';
}
