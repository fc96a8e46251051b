import { cardRule } from './card.js';
import { cloudRules } from './cloud.js';
import { codeHostRules } from './codeHosts.js';
import { connectionRules } from './connections.js';
import { emailRule } from './email.js';
import { ibanRule } from './iban.js';
import { keyRules, privateKeyRule } from './keys.js';
import { likelyRules } from './likely.js';
import { messagingRules } from './messaging.js';
import { modelRules } from './models.js';
import { nationalIdRule } from './nationalId.js';
import { phoneRule } from './phone.js';
import type { Rule } from './rule.js';
import { serviceRules } from './services.js';

/** Every detector, in no order that matters. */
export const rules: readonly Rule[] = [
  ...cloudRules,
  ...codeHostRules,
  ...modelRules,
  ...messagingRules,
  ...serviceRules,
  ...keyRules,
  privateKeyRule,
  ...connectionRules,
  ...likelyRules,
  emailRule,
  phoneRule,
  ibanRule,
  cardRule,
  nationalIdRule,
];
