package org.fedval.evaluation.report;

import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;

/**
 * Beside the intervals of the levels that a claim certifies, those that hold all at once with 95 %:
 * Bonferroni's, over the powered levels of the claim.
 */
final class SimultaneousRows implements Chapter {
  private final Claims claims;

  SimultaneousRows(Claims claims) {
    this.claims = claims;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    for (Claim claim : claims.all()) {
      if (!claim.endpoint().finding().equals(rows.finding())) {
        continue;
      }
      int members = claim.family().size();
      for (Stratum level : claim.family()) {
        rows.add(
            level,
            claim.metric().code() + "_simultaneous",
            claim.metric().needs(),
            claim.point(),
            null,
            () -> estimate(claim, level, members));
      }
    }
  }

  private static Estimate estimate(Claim claim, Stratum level, int members) {
    double confidence = 1 - (1 - StratumEstimates.CONFIDENCE) / members;
    Estimate e =
        new StratumEstimates(level, Normal.twoSided(confidence)).of(claim.metric(), claim.point());
    return e.value() == null || e.interval() == null
        ? e
        : Estimate.ok(e.value(), e.interval(), e.method() + "_bonferroni");
  }
}
