import { reachOf } from './address.ts';
import type { VagrantCheck } from './vagrantAlerts.ts';
import type { VagrantTools } from './vagrantEditing.ts';
import type { CalledForwards, Forward } from './vagrantReading.ts';
import { counted } from './describe.ts';
import type { FileEdit } from './textEdit.ts';

/** A change of a call that makes sense there, whether or not it can be made. */
export interface OfferedForwardEdit {
  /** What a menu says. */
  readonly title: string;
  readonly edit: FileEdit;
  /** The checks that it answers; none for a change of taste. */
  readonly answers: readonly VagrantCheck[];
}

/** The changes that fit a call, without that of its host port. */
export function offeredForwardEdits(
  text: string,
  { call, forwards }: CalledForwards,
  tools: VagrantTools,
): readonly OfferedForwardEdit[] {
  const offered: OfferedForwardEdit[] = [];
  const offer = (title: string, edit: FileEdit, ...answers: readonly VagrantCheck[]): void => {
    offered.push({ title, edit, answers });
  };
  const folded = foldedProtocol(forwards);
  if (folded !== undefined) {
    const edit = tools.change(text, call, { protocol: folded });
    offer(`Write the Protocol as "${folded}"`, edit, 'ProtocolUnsupported');
  }
  if (forwards.some(({ merged }) => merged !== undefined)) {
    offer(
      'Give It an id of Its Own',
      tools.giveId(text, call),
      'ForwardReplaced',
      'ForwardsMerged',
    );
  }
  if (forwards.some(({ autoCorrect, protocol }) => !autoCorrect && protocol === 'tcp')) {
    offer('Add auto_correct: true', tools.change(text, call, { autoCorrect: true }));
  }
  if (forwards.some(({ hostIp = '' }) => reachOf(hostIp) !== 'thisHost')) {
    const edit = tools.change(text, call, { hostIp: '127.0.0.1' });
    offer('Restrict to This Host (host_ip: "127.0.0.1")', edit);
  }
  offer(removalTitle(forwards), tools.remove(text, call));
  return offered;
}

/** `"UDP"` is meant to be `"udp"`, which Vagrant does not know. */
function foldedProtocol(forwards: readonly Forward[]): 'tcp' | 'udp' | undefined {
  const [{ protocol } = { protocol: 'tcp' }] = forwards;
  const folded = protocol.trim().toLowerCase();
  return folded !== protocol && (folded === 'tcp' || folded === 'udp') ? folded : undefined;
}

function removalTitle(forwards: readonly Forward[]): string {
  const ports = new Set(forwards.map(({ host, protocol }) => `${host ?? ''}/${protocol}`));
  return ports.size <= 1
    ? 'Remove Forward'
    : `Remove ${counted(ports.size, 'Forward', 'Forwards')} of This Loop`;
}
