import { formatPublish, type PublishRule } from './portSpec.ts';

/** The rule as a person writes it, without the protocol that docker takes by itself: `8081:80`. */
export function publishTextOf(rule: PublishRule): string {
  return formatPublish(rule).replace(/\/tcp$/, '');
}
