package org.fedval.agent.run;

import java.util.function.Function;
import org.fedval.evaluation.counters.Exclusion;

/**
 * How a case ended. Every case that a feed gives ends in exactly one outcome.
 *
 * @param <C> what the feed knows about a case, such as its SOP Instance UID
 */
public sealed interface CaseOutcome<C> {
  C subject();

  <R> R match(Function<Scored<C>, R> scored, Function<Excluded<C>, R> excluded);

  /**
   * @param scores one value a finding, finite and in [0, 1]; handed over, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Scored<C>(C subject, float[] scores) implements CaseOutcome<C> {
    @Override
    public <R> R match(Function<Scored<C>, R> scored, Function<Excluded<C>, R> excluded) {
      return scored.apply(this);
    }
  }

  record Excluded<C>(C subject, Exclusion reason) implements CaseOutcome<C> {
    @Override
    public <R> R match(Function<Scored<C>, R> scored, Function<Excluded<C>, R> excluded) {
      return excluded.apply(this);
    }
  }
}
