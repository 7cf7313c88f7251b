package org.fedval.agent.study;

import java.util.Optional;
import org.fedval.crypto.secagg.ProtocolViolation;

/** What the slot rule's refusals mean for the site's people. Only the code leaves. */
final class SlotRefusal {
  private SlotRefusal() {}

  /** The denial of a refusal of the slot rule; empty for every other violation. */
  static Optional<Denial> of(ProtocolViolation violation) {
    return switch (violation.code()) {
      case SLOT_PENDING ->
          denial(
              Denial.Code.SLOT_PENDING,
              "This data is masked in another session that is neither committed nor aborted; wait for it, or decide with 'fedval agent override'.");
      case SLOT_LOCKED ->
          denial(
              Denial.Code.SLOT_LOCKED,
              "This data is bound to the hospitals of an earlier result, and this session has others; taking part would let somebody subtract the two results.");
      case DATASET_DIFFERENCING ->
          denial(
              Denial.Code.DATASET_DIFFERENCING,
              "Another study already used this data, and the two results together could show a hospital's own numbers.");
      case COHORT_DIFFERENCING ->
          denial(
              Denial.Code.COHORT_DIFFERENCING,
              "The images or labels differ from an earlier study's in so few patients that the two results could show those patients; use the earlier data again, or wait until more has changed.");
      case COHORT_CHANGED ->
          denial(
              Denial.Code.COHORT_CHANGED,
              "The cases of a later round are not those of the study's first round, so this site takes no part in it; the first round's result stands.");
      case FALSE_TABLES, SLOT_SKIPPED, WRONG_LAYOUT ->
          denial(
              Denial.Code.FALSE_TABLES,
              "The coordinator proposed a round whose tables or sums do not follow from the results that this site checked; tables made to measure could show one hospital's numbers.");
      default -> Optional.empty();
    };
  }

  private static Optional<Denial> denial(Denial.Code code, String sentence) {
    return Optional.of(new Denial(code, sentence));
  }
}
