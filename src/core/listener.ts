/** A socket of this machine that waits for whoever comes: a TCP one that listens, a UDP one that is bound. */
export interface Listener {
  /** A literal address; `::` may stand for the IPv4 addresses too, which the system does not tell. */
  readonly hostIp: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Of one of the processes that have it open; missing where the system does not tell this user. */
  readonly pid?: number;
  /** The name of that process's program. */
  readonly program?: string;
}

/**
 * What forwards a port of a running machine listens itself: VirtualBox and the others, or the ssh that
 * Vagrant starts for some providers. One whose name is not told may be that.
 */
export function mayBeVirtualMachine({ pid, program }: Listener): boolean {
  if (program === undefined) return pid !== undefined;
  return /^(?:VBox|VirtualBox|vmware|vmnat|vmnet|vmms|qemu|ssh\b|sshd?$|prl_|utm|vagrant|ruby)/i.test(
    program,
  );
}
