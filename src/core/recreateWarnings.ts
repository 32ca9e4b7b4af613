import type { RecreateFacts } from './recreateFacts.ts';

export type RecreateWarningCode =
  | 'compose'
  | 'autoRemove'
  | 'interactive'
  | 'tmpfs'
  | 'changedFiles'
  | 'dynamicPorts'
  | 'movedTag'
  | 'volumeUsers'
  | 'engineSocket';

/** What the user should know before it is done. */
export interface RecreateWarning {
  readonly code: RecreateWarningCode;
  readonly message: string;
}

/** In the order of their weight. */
export function recreateWarnings(facts: RecreateFacts): readonly RecreateWarning[] {
  const { compose, movedTag, tmpfs, volumeUsers, changedFiles } = facts;
  const messages: Readonly<Record<RecreateWarningCode, string | false | undefined>> = {
    compose:
      compose &&
      `Compose made this container (service ${compose.service} of ${compose.project}). The next docker compose up after a change of the file brings the ports of the file back; the original is not kept, since Compose would take it for a second replica.`,
    autoRemove:
      facts.autoRemove &&
      'Made with --rm: the engine removes the original when it stops. There is no way back to it; it would be created again from what was written down.',
    interactive: facts.interactive && 'A terminal that is attached to it will be closed.',
    tmpfs: tmpfs.length > 0 && `The files in ${tmpfs.join(', ')} are in memory only and are lost.`,
    changedFiles:
      changedFiles > 0 &&
      `${changedFiles} files were changed in the container. They are saved as an image, which also holds its environment.`,
    dynamicPorts:
      facts.dynamicPorts && 'The host ports that the engine chooses change with every start.',
    movedTag:
      movedTag !== undefined &&
      `${movedTag} names another image now. The container keeps the image that it was made from.`,
    volumeUsers:
      volumeUsers.length > 0 &&
      `${volumeUsers.join(', ')} took the volumes of this container with --volumes-from, and keep using them.`,
    engineSocket:
      facts.mountsEngineSocket &&
      'It controls the engine, perhaps by its own id or host name: both will be new.',
  };
  return Object.entries(messages).flatMap(([code, message]) =>
    typeof message === 'string' ? [{ code: code as RecreateWarningCode, message }] : [],
  );
}

/** What recreating it cannot keep, in words; the container's logs are with the original. */
export function recreateLosses(facts: RecreateFacts): readonly string[] {
  const running = facts.state !== 'created' && facts.state !== 'exited';
  return [
    ...(running ? ['the memory of its processes'] : []),
    ...(running && facts.tmpfs.length > 0 ? [`the files in ${facts.tmpfs.join(', ')}`] : []),
    ...(facts.changedFiles > 0 ? ['sockets, ACLs and user attributes of changed files'] : []),
    ...(facts.autoRemove || facts.compose !== undefined ? ['its logs'] : []),
  ];
}
