/** How the demo wallet greets, by the visitor's own clock. */

/** @param hour 0 to 23 */
export function greeting(hour: number): string {
  if (hour >= 5 && hour < 12) return "早上好";
  return hour >= 12 && hour < 18 ? "下午好" : "晚上好";
}
