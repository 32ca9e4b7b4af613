import { reachOf } from '../core/address.ts';
import { ownerKey } from '../core/fileOwner.ts';
import { portCount } from '../core/portRange.ts';
import type { PublishRule } from '../core/portSpec.ts';
import { passedRowIds } from './chosenMappings.ts';
import {
  declaredRemoval,
  declaredReplacement,
  declaredSubject,
  type DeclaredSubject,
} from './declaredSubject.ts';
import type { StagingContext } from './stageMappings.ts';

/** A subject that the file has. */
type Published = DeclaredSubject & { readonly was: PublishRule };

/** What the passed rows or nodes declare that no container has; not what is staged already. */
function passedSubjects({ visible }: StagingContext, args: readonly unknown[]): Published[] {
  return passedRowIds(args).flatMap((rowId) => {
    if (visible.row(rowId)?.staged !== undefined) return [];
    const subject = declaredSubject(visible, rowId, undefined);
    return subject?.was === undefined ? [] : [{ ...subject, was: subject.was }];
  });
}

/** Stages that the passed declarations go. */
export function removeDeclared(context: StagingContext, args: readonly unknown[]): void {
  context.staging.stage(...passedSubjects(context, args).flatMap(declaredRemoval));
}

/** Stages another host IP for the passed declarations. */
export function rebindDeclared(
  context: StagingContext,
  args: readonly unknown[],
  hostIp: string,
): void {
  const others = passedSubjects(context, args).filter(
    ({ was }) => reachOf(was.hostIp) !== reachOf(hostIp),
  );
  context.staging.stage(
    ...others.flatMap((subject) => declaredReplacement(subject, { ...subject.was, hostIp })),
  );
}

/**
 * Stages a free host port for each of the passed declarations.
 *
 * @returns whether there were some.
 */
export async function moveDeclared(
  context: StagingContext,
  args: readonly unknown[],
): Promise<boolean> {
  const subjects = passedSubjects(context, args);
  for (const subject of subjects) {
    const { owner, was } = subject;
    const { hostIp, protocol, hostPorts = was.containerPorts } = was;
    const wish = {
      count: portCount(was.containerPorts),
      protocol,
      hostIp,
      ...(hostPorts.start >= 1_024 ? { prefer: hostPorts.start } : {}),
    };
    const free = await context.ports.freeFor(ownerKey(owner), wish);
    if (free === undefined) continue;
    context.staging.stage(...declaredReplacement(subject, { ...was, hostPorts: free }));
  }
  return subjects.length > 0;
}
