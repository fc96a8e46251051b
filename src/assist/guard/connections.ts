import { isPlaceholder } from './random.js';
import type { PatternRule } from './rule.js';

/** What documentation and throw-away containers use; it opens nothing that matters. */
const known =
  /^(?:pass|passwd|password|pwd|secret|postgres|postgresql|mysql|mongo|redis|guest|root|admin|user|username|test|testing|token|key|p|pw|x|xxx+|\*+|foo|bar|baz|pass\d{0,4}|password\d{0,4}|hunter2|letmein|…|\.{2,})$/i;

/** A password that somebody chose, or a machine. */
function isPassword(secret: string): boolean {
  return (
    secret.length >= 6 &&
    !known.test(secret) &&
    !isPlaceholder(secret) &&
    !/[$%{}<>[\]()]/.test(secret.replace(/%[0-9A-Fa-f]{2}/g, ''))
  );
}

/** Passwords in addresses. */
export const connectionRules = [
  {
    id: 'connection-string',
    severity: 'block',
    needles: [
      'postgres',
      'mysql',
      'mariadb',
      'mongodb',
      'redis',
      'amqp',
      'mssql',
      'sqlserver',
      'clickhouse',
      'nats',
      'ldap',
      'smtp',
    ],
    keyword: true,
    pattern: /[a-z+]{4,20}:\/\/[^\s:@/"'`<>]{0,100}:([^\s@/"'`<>]{3,200})(?=@[\w.-]{1,200})/iy,
    accept: isPassword,
  },
  {
    id: 'connection-string',
    severity: 'block',
    needles: ['password=', 'pwd='],
    keyword: true,
    // Only inside a list of `name=value;`, as ADO and ODBC write it.
    pattern: /(?<=;[ ]?)(?:password|pwd)=([^\s;"'`<>]{6,128})(?=[;"'`\s]|$)/iy,
    accept: isPassword,
  },
  {
    id: 'url-password',
    severity: 'block',
    needles: ['http://', 'https://', 'ftp://', 'ssh://', 'git+https://'],
    pattern: /(?:git\+)?(?:https?|ftp|ssh):\/\/[^\s:@/"'`<>]{0,100}:([^\s@/"'`<>]{3,200})(?=@[\w.-]{1,200})/y,
    accept: isPassword,
  },
] as const satisfies readonly PatternRule[];
