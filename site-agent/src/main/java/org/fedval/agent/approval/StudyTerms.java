package org.fedval.agent.approval;

import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.PrivacyWish;
import org.fedval.wire.study.StudyDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a signed study asks of this site, in the words that a person decides on.
 *
 * @param study digest of the definition, 64 hexadecimal digits
 * @param id the study's own name
 * @param title one line from the plan, without control characters
 * @param owner fingerprint of the vendor's key
 * @param task {@code classification} or {@code feasibility}
 * @param findings in the plan's order
 * @param subgroups attributes in the plan's order
 * @param minimumCell patients below which a cell is not opened
 * @param minimumSites fewest sites in a sum
 * @param corruptSites sites that may tell each other their numbers without this site's being found
 * @param epsilon of differential privacy at the plan's delta; null for exact sums
 * @param rho its cost in this site's ledger, in millionths; 0 for exact sums
 * @param rounds secure sums that the study takes
 * @param siteLevelEstimates whether single sites' results become computable up to their order
 * @param expires Unix time in seconds after which nothing runs
 */
public record StudyTerms(
    String study,
    String id,
    String title,
    String owner,
    String task,
    List<String> findings,
    List<String> subgroups,
    long minimumCell,
    int minimumSites,
    int corruptSites,
    @Nullable Double epsilon,
    long rho,
    int rounds,
    boolean siteLevelEstimates,
    long expires) {
  private static final int MAX_TITLE = 200;

  public StudyTerms {
    findings = List.copyOf(findings);
    subgroups = List.copyOf(subgroups);
  }

  /**
   * The terms of a definition whose signatures were checked.
   *
   * @param plan the plan whose hash the definition names
   */
  public static StudyTerms of(StudyDefinition definition, StudyDocument plan) {
    PrivacyTerms privacy = definition.privacy();
    PrivacyWish wish = plan.privacy();
    return new StudyTerms(
        definition.hash().hex(),
        printable(definition.studyId()),
        printable(plan.title()),
        definition.owner().fingerprint().text(),
        definition.isFeasibility() ? "feasibility" : "classification",
        plan.findings().stream().map(StudyTerms::printable).toList(),
        plan.subgroups().stream().map(Subgroup::attribute).map(StudyTerms::printable).toList(),
        definition.minCell(),
        definition.minSites(),
        definition.f(),
        wish == null ? null : wish.epsilon(),
        privacy.on() ? Math.addExact(privacy.rhoGate(), privacy.rhoMetric()) : 0,
        definition.slots().size(),
        plan.analyses().siteLevel(),
        definition.expires());
  }

  /** The digest that every decision is bound to. */
  public Sha256Digest digest() {
    return Sha256Digest.parse(study);
  }

  /** A stranger's words must not steer the terminal that shows them. */
  private static String printable(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
    return line.length() > MAX_TITLE ? line.substring(0, MAX_TITLE) : line;
  }
}
