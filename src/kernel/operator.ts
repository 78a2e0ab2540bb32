/** Stands where nobody has said who runs an installation: the product's own name, which runs nothing. */
export const unnamedOperator = 'Nhịp Cầu';

/** Whether somebody said who runs it. */
export function isNamed(operator: string): boolean {
  return operator !== unnamedOperator;
}
