import { isMachineKey } from '../src/core/fileOwner.ts';
import type {
  DraftField,
  DraftFix,
  DraftMessage,
  DraftTarget,
  MappingDraft,
} from '../src/core/mappingDraft.ts';
import { AddressControl } from './addressControl.ts';
import { element } from './element.ts';
import { SelectControl, type Control } from './formControl.ts';
import { FormField } from './formField.ts';
import { PortChoices } from './portChoices.ts';
import { RuleList } from './ruleList.ts';
import { textField, type TextField } from './toolkit.ts';

export interface FormFieldEvents {
  /** What the user changed of the draft. */
  edit(change: Partial<MappingDraft>): void;
  fix(field: DraftField, fix: DraftFix): void;
}

const dockerPicks = 'Docker picks';

/** In the order in which they stand in the form. */
export const draftFields: readonly DraftField[] = [
  'target',
  'address',
  'hostPort',
  'containerPort',
  'protocol',
  'name',
  'exposed',
  'others',
];

/** The fields whose control holds what the draft holds; of `others` it is a list. */
type TextName = Exclude<DraftField, 'others'>;
const isText = (name: DraftField): name is TextName => name !== 'others';

/** What only a container that is yet to be made can be given. */
const ofRun: readonly DraftField[] = ['name', 'exposed'];

const protocols = ['tcp', 'udp', 'sctp'].map((name) => ({ value: name, label: name }));
/** Vagrant forwards no other. */
const forwardedProtocols = protocols.filter(({ value }) => value !== 'sctp');

/** The fields of the form: they show a draft, and say how the user changes it. */
export class FormFields {
  readonly #events: FormFieldEvents;
  /** Those that this kind of form has. */
  readonly #names: readonly DraftField[];
  readonly #target: SelectControl;
  readonly #address: AddressControl;
  readonly #ports: PortChoices;
  readonly #hostPort: TextField;
  readonly #protocol: SelectControl;
  readonly #fields: Readonly<Record<DraftField, FormField>>;
  readonly #rules = new RuleList((place) => {
    this.#removeRule(place);
  });
  readonly #publishAll = element('input', { type: 'checkbox', class: 'checkbox' });
  readonly #autoCorrect = element('input', { type: 'checkbox', class: 'checkbox' });
  readonly #autoCorrectLabel = element(
    'label',
    { class: 'check field-publishAll' },
    this.#autoCorrect,
    'Let Vagrant take another host port when this one is in use (auto_correct)',
  );
  readonly element: HTMLElement;
  #targets: readonly DraftTarget[] = [];
  #usual = { address: '', reason: '' };
  #draft: MappingDraft | undefined;
  #messages: readonly DraftMessage[] = [];

  constructor(kind: 'mapping' | 'run', events: FormFieldEvents) {
    this.#events = events;
    this.#names = draftFields.filter((name) => kind === 'run' || !ofRun.includes(name));
    this.#target = new SelectControl(kind === 'run' ? 'Image' : 'Target', this.#edit('target'));
    this.#address = new AddressControl(this.#edit('address'));
    this.#ports = new PortChoices('Container port', {
      input: this.#edit('containerPort'),
      choose: (port) => {
        const [containerPort = '', protocol = 'tcp'] = port.split('/');
        events.edit({ containerPort, protocol });
      },
    });
    this.#protocol = new SelectControl('Protocol', this.#edit('protocol'));
    this.#protocol.show(protocols);
    this.#hostPort = textField('Host port', this.#edit('hostPort'), dockerPicks);
    const paste = textField('or paste a -p rule or a docker run command', () => {
      this.showPasteFault('');
    });
    this.#fields = {
      target: this.#field('target', this.#target),
      address: this.#field('address', this.#address),
      hostPort: this.#field('hostPort', this.#hostPort),
      containerPort: this.#field('containerPort', this.#ports),
      protocol: this.#field('protocol', this.#protocol),
      name: this.#textField('name', 'Name', dockerPicks),
      exposed: this.#textField('exposed', 'Expose', '9000/tcp, 9001'),
      others: this.#field('others', paste),
    };
    this.#publishAll.addEventListener('change', () => {
      events.edit({ publishAll: this.#publishAll.checked });
    });
    this.#autoCorrect.addEventListener('change', () => {
      events.edit({ autoCorrect: this.#autoCorrect.checked });
    });
    this.element = element('div', { class: 'fields' }, ...this.#arranged());
  }

  #edit(name: TextName): () => void {
    return () => {
      this.#events.edit({ [name]: this.#fields[name].control.value });
    };
  }

  #textField(name: TextName, label: string, placeholder: string): FormField {
    return this.#field(name, textField(label, this.#edit(name), placeholder));
  }

  #field(name: DraftField, control: Control): FormField {
    return new FormField(name, control, (fix) => {
      this.#events.fix(name, fix);
    });
  }

  #arranged(): readonly HTMLElement[] {
    const fields: HTMLElement[] = this.#names
      .filter(isText)
      .map((name) => this.#fields[name].element);
    if (this.#names.includes('exposed')) fields.push(this.#publishAllLabel());
    fields.push(this.#autoCorrectLabel);
    return [...fields, this.#rules.element, this.#fields.others.element];
  }

  #publishAllLabel(): HTMLElement {
    const words = 'Publish all exposed ports (-P)';
    return element('label', { class: 'check field-publishAll' }, this.#publishAll, words);
  }

  showTargets(targets: readonly DraftTarget[]): void {
    this.#targets = targets;
    this.#target.show(targets.map(({ id, label }) => ({ value: id, label })));
  }

  /** Says why the address is the one that the form begins with. */
  explainAddress(address: string, reason: string): void {
    this.#usual = { address, reason };
  }

  show(draft: MappingDraft): void {
    const isOtherTarget = this.#draft?.target !== draft.target;
    this.#draft = draft;
    // What can be chosen comes before what is chosen.
    if (isOtherTarget) this.#suit(draft.target);
    for (const name of this.#names.filter(isText)) this.#fields[name].control.value = draft[name];
    this.#publishAll.checked = draft.publishAll;
    this.#autoCorrect.checked = draft.autoCorrect;
    const isUsual = draft.address === this.#usual.address && !isMachineKey(draft.target);
    this.#fields.address.showHint(isUsual ? this.#usual.reason : '');
    this.#rules.show(draft.others);
    if (!isOtherTarget) return;
    const target = this.#targets.find(({ id }) => id === draft.target);
    this.#ports.show(target?.suggestions ?? []);
    this.#fields.target.showHint(
      target === undefined ? '' : [target.detail, target.consequence].filter(Boolean).join(' · '),
    );
  }

  /** The words and the choices for a container, or for a virtual machine. */
  #suit(target: string): void {
    const isMachine = isMachineKey(target);
    this.#ports.rename(isMachine ? 'Guest port' : 'Container port');
    this.#hostPort.rename('Host port', isMachine ? 'e.g. 8080' : dockerPicks);
    this.#protocol.show(isMachine ? forwardedProtocols : protocols);
    this.#autoCorrectLabel.hidden = !isMachine;
  }

  showMessages(messages: readonly DraftMessage[]): void {
    this.#messages = messages;
    const all = this.#address.isMissing ? [...messages, missingAddress] : messages;
    for (const [name, field] of this.#entries()) {
      field.showMessages(all.filter((message) => message.field === name));
    }
  }

  /** Says of the text that was to be recognised that it was not; nothing when empty. */
  showPasteFault(text: string): void {
    const own = this.#messages.filter(({ field }) => field === 'others');
    const fault = { field: 'others', level: 'error', text, fixes: [] } as const;
    this.#fields.others.showMessages(text === '' ? own : [...own, fault]);
  }

  /** What is typed is no draft yet. */
  get isIncomplete(): boolean {
    return this.#address.isMissing;
  }

  /** The first field that keeps the draft from being staged. */
  get firstInvalid(): DraftField | undefined {
    return this.#entries().find(([, { invalid }]) => invalid)?.[0];
  }

  focus(name: DraftField): void {
    this.#fields[name].control.focus();
  }

  /** The field that an element is in. */
  nameAt(target: EventTarget | null): DraftField | undefined {
    if (!(target instanceof Node)) return undefined;
    return this.#entries().find(([, { element }]) => element.contains(target))?.[0];
  }

  /** What a field holds; of `others` the text that is to be recognised. */
  textOf(name: DraftField): string {
    return this.#fields[name].control.value;
  }

  emptyPaste(): void {
    this.#fields.others.control.value = '';
    this.showPasteFault('');
  }

  #entries(): [DraftField, FormField][] {
    return this.#names.map((name) => [name, this.#fields[name]]);
  }

  #removeRule(place: number): void {
    const others = (this.#draft?.others ?? []).filter((_, each) => each !== place);
    this.#events.edit({ others });
    if (others.length === 0) this.focus('others');
    else this.#rules.focus(place);
  }
}

const missingAddress: DraftMessage = {
  field: 'address',
  level: 'error',
  text: 'Enter an IP address.',
  fixes: [],
};
