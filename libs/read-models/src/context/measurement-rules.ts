import {
  type Context,
  type HandoverDerivation,
  type RulesByProcess,
  type ShortcutRule,
  type WorkItemRule,
} from './context';

const ruleFor = <Rule>(rules: RulesByProcess<Rule>, processId: string | null): Rule | null =>
  rules.get(processId) ?? rules.get(null) ?? null;

/** The derivation for deals of a process; null: none, handovers are those the source tells of. */
export const handoverDerivationFor = (context: Context, processId: string | null): HandoverDerivation | null =>
  ruleFor(context.handoverDerivations, processId);

/** The rule for deals of a process; null: every completed activity counts. */
export const workItemRuleFor = (context: Context, processId: string | null): WorkItemRule | null =>
  ruleFor(context.workItemRules, processId);

/** The rule for deals of a process; null: what the event calls its defaults. */
export const shortcutRuleFor = (context: Context, processId: string | null): ShortcutRule | null =>
  ruleFor(context.shortcutRules, processId);
