import { formatIpAddress, parseIpAddress } from '../../core/ipAddress.ts';
import type { Listener } from '../../core/listener.ts';

/**
 * `127.0.0.1:8080`, `[::1]:8080`, `[fe80::1%5]:8080` or `*:8080`, as system tools print a socket that
 * is not connected; undefined for anything else.
 *
 * @param everyAddress what `*` stands for.
 */
export function literalHostPort(
  text: string,
  everyAddress = '0.0.0.0',
): Pick<Listener, 'hostIp' | 'port'> | undefined {
  const [, bracketed, plain, digits] =
    /^(?:\[([^\]%]*)(?:%[^\]]*)?\]|([^:]*)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const address = parseIpAddress(plain === '*' ? everyAddress : (bracketed ?? plain ?? ''));
  if (address === undefined || !(port > 0 && port <= 65_535)) return undefined;
  return { hostIp: formatIpAddress(address).replace(/^::ffff:(?=\d+\.)/, ''), port };
}
