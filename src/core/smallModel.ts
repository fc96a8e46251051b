/** Names of sizes, as makers call their small models. */
const small = /(^|[-_.:/ ])(haiku|mini|nano|flash|lite|small|tiny|instant|air|fast|[1-9]b|1[0-4]b)($|[-_.:/ @])/;

/** Whether a model's id says that it is one of its maker's small ones. */
export function isSmallModel(model: string): boolean {
  return small.test(model.toLowerCase());
}
