/** How the calls of a file that forward a port are written. */
export interface ForwardStyle {
  /** `config.vm.network` */
  readonly callee: string;
  /** `"forwarded_port"` with its quotes, or `:forwarded_port`. */
  readonly type: string;
  /** Between the callee and the type: a space or a parenthesis. */
  readonly opening: string;
  /** A parenthesis or nothing. */
  readonly closing: string;
  /** Between the type and the options. */
  readonly afterType: string;
  /** Between two options. */
  readonly separator: string;
  readonly keyStart: '' | ':';
  /** Between an option's name and its value: `: `, ` => `. */
  readonly keyEnd: string;
  readonly quote: Quote;
  /** `protocol: :udp` */
  readonly hasSymbolProtocol: boolean;
  /** The host's port stands before the guest's. */
  readonly isHostFirst: boolean;
  /** One step of indentation. */
  readonly indent: string;
}

export type Quote = '"' | "'";

/** What `vagrant init` writes. */
export const defaultStyle: ForwardStyle = {
  callee: 'config.vm.network',
  type: '"forwarded_port"',
  opening: ' ',
  closing: '',
  afterType: ', ',
  separator: ', ',
  keyStart: '',
  keyEnd: ': ',
  quote: '"',
  hasSymbolProtocol: false,
  isHostFirst: false,
  indent: '  ',
};

/** The value of an option. */
export type OptionValue = number | string | boolean;

/** `host: 8080`, in a style. */
export function optionText(name: string, value: OptionValue, style: ForwardStyle): string {
  return `${style.keyStart}${name}${style.keyEnd}${valueText(name, value, style)}`;
}

function valueText(name: string, value: OptionValue, style: ForwardStyle): string {
  if (typeof value !== 'string') return String(value);
  if (name === 'protocol' && style.hasSymbolProtocol) return `:${value}`;
  return rubyString(value, style.quote);
}

/** A value in the place of another one, written as that is: a number in quotes, a symbol. */
export function valueLike(written: string, value: OptionValue, quote: Quote): string {
  const sign = written[0];
  if (typeof value === 'boolean') return String(value);
  if (sign === '"' || sign === "'") return rubyString(String(value), sign);
  if (typeof value === 'number') return String(value);
  return sign === ':' && /^[a-z]\w*$/i.test(value) ? `:${value}` : rubyString(value, quote);
}

/** A string literal; in double quotes when it needs more escapes than single ones have. */
export function rubyString(text: string, quote: Quote): string {
  if (quote === "'" && !/\p{Cc}/u.test(text)) {
    return `'${text.replace(/[\\']/g, '\\$&')}'`;
  }
  const escaped = text
    .replace(/[\\"]|#(?=[{$@])/g, '\\$&')
    .replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}
