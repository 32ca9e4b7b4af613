import * as vscode from 'vscode';
import { checkDraft } from '../core/checkDraft.ts';
import type { StagedChange } from '../core/change.ts';
import { isActive, type Container } from '../core/container.ts';
import { changeWords } from '../core/describeChange.ts';
import { readHostPort } from '../core/draftPaste.ts';
import { draftOf } from '../core/draftRules.ts';
import { containerTarget, ownerTargets } from '../core/draftTargets.ts';
import type { DraftField, DraftMessage, DraftTarget, MappingDraft } from '../core/mappingDraft.ts';
import { readDraft } from '../core/readDraft.ts';
import { commandId } from '../ids.ts';
import { isMachineKey } from '../core/fileOwner.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import { settings } from '../platform/settings.ts';
import { declaredChanges } from './declaredSubject.ts';
import { addressFor } from './freshRules.ts';
import type { PortUse } from './portUse.ts';
import { askInSteps, pickInStep, typeInStep, type Step } from './quickSteps.ts';
import { addition, type StagingContext } from './stageMappings.ts';

/** Asks in up to four steps, with the keyboard alone, for a mapping to stage. */
export async function addMapping(
  { staging, ports }: StagingContext,
  container: Container | undefined,
): Promise<void> {
  const steps = [askContainerPort(ports), askHostPort(ports), askAddress(ports)];
  const answer = await askInSteps<MappingDraft>(
    'Add Mapping',
    draftOf(container?.id ?? ''),
    container === undefined ? [askTarget(ports), ...steps] : steps,
  );
  const change = answer && changeOf(ports, answer);
  if (change === undefined) return;
  staging.stage(change);
  const review = 'Review Plan';
  const pressed = await vscode.window.showInformationMessage(
    `Staged: ${changeWords(change)}. Nothing is changed until you apply it.`,
    review,
  );
  if (pressed === review) await vscode.commands.executeCommand(commandId('reviewStaged'));
}

/** Of the container, or of the file that decides. */
function changeOf(ports: PortUse, answer: MappingDraft): StagedChange | undefined {
  const { own: rule } = readDraft(answer);
  if (rule === undefined) return undefined;
  const container = ports.containers.find(({ id }) => id === answer.target);
  if (container !== undefined) return addition(container, rule);
  return declaredChanges(ports.files, answer, [rule], undefined)[0];
}

interface TargetItem extends vscode.QuickPickItem {
  readonly target?: string;
}

function askTarget(ports: PortUse): Step<MappingDraft> {
  return async (draft, place) => {
    const { containers, files } = ports;
    const running = containers.filter(isActive).map(containerTarget);
    const stopped = containers.filter((each) => !isActive(each)).map(containerTarget);
    const owners = ownerTargets(files, containers);
    const items = [
      ...section('Running', running),
      ...section('Stopped', stopped),
      ...section(
        'Compose files',
        owners.filter(({ id }) => !isMachineKey(id)),
      ),
      ...section(
        'Vagrantfiles',
        owners.filter(({ id }) => isMachineKey(id)),
      ),
    ];
    const picked = await pickInStep(place, items, 'What publishes the port, or forwards it');
    if (typeof picked !== 'object') return picked;
    return { ...draft, target: picked.target ?? '' };
  };
}

function section(label: string, targets: readonly DraftTarget[]): TargetItem[] {
  if (targets.length === 0) return [];
  const items = targets.map((target) => ({
    label: literalLabel(target.label),
    description: literalLabel(target.detail),
    target: target.id,
  }));
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function askContainerPort(ports: PortUse): Step<MappingDraft> {
  return async (draft, place) => {
    const container = ports.containers.find(({ id }) => id === draft.target);
    const known = container?.ports ?? [];
    const items = known.map(({ port, protocol, bindings, exposedBy }) => ({
      label: `${port}/${protocol}`,
      description: bindings.length > 0 ? 'published already' : exposedWord(exposedBy),
    }));
    const listener = isMachineKey(draft.target) ? 'the virtual machine' : 'the container';
    const question = `The port that ${listener} listens on`;
    const other = { label: 'Another port…', description: '' };
    const picked =
      items.length === 0 ? other : await pickInStep(place, [...items, other], question);
    if (typeof picked !== 'object') return picked;
    if (picked !== other) {
      const [containerPort = '', protocol = 'tcp'] = picked.label.split('/');
      return { ...draft, containerPort, protocol };
    }
    const typed = await typeInStep(place, {
      value: '',
      prompt: question,
      placeholder: 'e.g. 80, 53/udp or 8000-8010',
      check: (text) =>
        Promise.resolve(worst(readDraft(withContainerPort(draft, text)).messages, 'containerPort')),
    });
    return typeof typed === 'string' ? withContainerPort(draft, typed) : typed;
  };
}

function exposedWord(exposedBy: string): string {
  return exposedBy === 'image' ? 'exposed by the image' : 'exposed';
}

function withContainerPort(draft: MappingDraft, text: string): MappingDraft {
  const [containerPort = '', protocol] = text.trim().split('/');
  return { ...draft, containerPort, protocol: protocol ?? settings.defaultProtocol() };
}

function askHostPort(ports: PortUse): Step<MappingDraft> {
  return async (draft, place) => {
    const isForward = isMachineKey(draft.target);
    const hostIp = addressFor(ports, draft.target);
    const rule = readDraft(draft).own;
    const inside = rule?.containerPorts ?? { start: 1, end: 1 };
    const prefer = inside.start >= 1_024 ? { prefer: inside.start } : {};
    const free = await ports.freeFor(draft.target, {
      count: inside.end - inside.start + 1,
      protocol: rule?.protocol ?? 'tcp',
      hostIp,
      ...prefer,
    });
    const value =
      free === undefined
        ? ''
        : free.start === free.end
          ? String(free.start)
          : `${free.start}-${free.end}`;
    const typed = await typeInStep(place, {
      value,
      prompt: isForward ? 'The host port' : 'The host port; empty lets Docker pick one',
      placeholder: 'e.g. 8081, 8000-8010, or 127.0.0.1:8081',
      check: (text) => checked(ports, withHostPort(draft, text, hostIp), 'hostPort'),
    });
    return typeof typed === 'string' ? withHostPort(draft, typed, hostIp) : typed;
  };
}

function withHostPort(draft: MappingDraft, text: string, hostIp: string): MappingDraft {
  const { address = hostIp, hostPort } = readHostPort(text.trim());
  return { ...draft, address, hostPort };
}

function askAddress(ports: PortUse): Step<MappingDraft> {
  return async (draft, place) => {
    const usual = [
      {
        label: 'This host only',
        description: '127.0.0.1',
        detail: 'Only programs on the Docker host reach it.',
        address: '127.0.0.1',
      },
      {
        label: 'All interfaces',
        description: '0.0.0.0 and ::',
        detail: 'Every device that reaches the Docker host reaches it. Docker’s rules bypass UFW.',
        address: '',
      },
    ];
    const isUsual = usual.some(({ address }) => address === draft.address);
    const own = {
      label: draft.address,
      description: '',
      detail: 'Only through this address of the Docker host.',
      address: draft.address,
    };
    const items = isUsual ? usual : [own, ...usual];
    const first = items.filter(({ address }) => address === draft.address);
    const others = items.filter(({ address }) => address !== draft.address);
    const picked = await pickInStep(place, [...first, ...others], 'Who may reach it');
    if (typeof picked !== 'object') return picked;
    const answer = { ...draft, address: picked.address };
    const problem = await checked(ports, answer, 'hostPort');
    if (problem?.severity !== vscode.InputBoxValidationSeverity.Error) return answer;
    void vscode.window.showWarningMessage(problem.message);
    return undefined;
  };
}

async function checked(
  ports: PortUse,
  draft: MappingDraft,
  field: DraftField,
): Promise<vscode.InputBoxValidationMessage | undefined> {
  const format = worst(readDraft(draft).messages, field);
  if (format !== undefined) return format;
  return worst(checkDraft(draft, await ports.draftFacts(draft.target)), field);
}

const severities = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
  info: vscode.InputBoxValidationSeverity.Info,
} as const;

/** The most serious message: errors of any field, since nothing else shows them here. */
function worst(
  messages: readonly DraftMessage[],
  field: DraftField,
): vscode.InputBoxValidationMessage | undefined {
  const own = messages.filter((message) => message.level === 'error' || message.field === field);
  const found =
    own.find(({ field: of, level }) => level === 'error' && of === field) ??
    own.find(({ level }) => level === 'error') ??
    own.find(({ level }) => level === 'warning') ??
    own[0];
  return found && { message: found.text, severity: severities[found.level] };
}
