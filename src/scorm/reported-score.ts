/**
 * A score as a number with few decimals that still tells the truth about passing: an LMS or a record store
 * decides again from what it is told, so a passed score must not be rounded below the passing score,
 * nor a failed one up to it (standards 8f).
 * @param score 0 to 1, unrounded
 * @param passingScore 0 to 1; null when nothing is decided by it
 * @param decimals how many decimals of the result's own scale
 * @param scale 1 for `scaled`, 100 for SCORM's `raw`
 */
export function reportedScore(score: number, passingScore: number | null, decimals: number, scale = 1): number {
  const steps = scale * 10 ** decimals;
  const unit = 10 ** decimals;
  const rounded = Math.round(score * steps);
  if (passingScore === null) return rounded / unit;
  // The first step that an LMS would count as passed.
  const passing = Math.ceil(passingScore * steps - 1e-6);
  const passed = score + 1e-9 >= passingScore;
  return (passed ? Math.max(rounded, passing) : Math.min(rounded, passing - 1)) / unit;
}
