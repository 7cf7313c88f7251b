package org.fedval.wire.study;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * What a study asks of a site, in the words that a person there decides on. Its author sees the
 * same words before it is signed.
 *
 * @param study digest of the definition, 64 hexadecimal digits; empty before it is signed
 * @param id the study's own name
 * @param title one line from the plan, without control characters
 * @param owner fingerprint of the vendor's key; empty before it is signed
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
  private static final String FEASIBILITY = "feasibility";
  private static final String CLASSIFICATION = "classification";

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
        definition.isFeasibility() ? FEASIBILITY : CLASSIFICATION,
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

  /**
   * The terms of a plan that nobody has signed yet. Thresholds that only the bundle knows change
   * none of them.
   *
   * @param rosterSize sites in the roster that the study would have
   * @param expires Unix time in seconds
   * @throws StudyPlanException when the plan and a roster of this size do not fit together
   */
  public static StudyTerms preview(StudyDocument plan, int rosterSize, long expires)
      throws StudyPlanException {
    StudyPlan bound =
        plan.isFeasibility()
            ? plan.bindWithoutModel(rosterSize)
            : plan.bind(anyThresholds(plan), plan.findings(), rosterSize);
    PrivacyWish wish = plan.privacy();
    PrivacyTerms privacy = PrivacyTerms.off();
    if (wish != null) {
      PrivacyDerivation derivation =
          new PrivacyDerivation(plan.file(), wish, CounterLayout.of(bound));
      privacy = derivation.terms();
      bound = bound.withNoise(derivation.noise(privacy));
    }
    return new StudyTerms(
        "",
        printable(plan.studyId()),
        printable(plan.title()),
        "",
        plan.isFeasibility() ? FEASIBILITY : CLASSIFICATION,
        plan.findings().stream().map(StudyTerms::printable).toList(),
        plan.subgroups().stream().map(Subgroup::attribute).map(StudyTerms::printable).toList(),
        bound.disclosure().minCell(),
        bound.disclosure().minSites(),
        bound.disclosure().corruptSites(),
        wish == null ? null : wish.epsilon(),
        privacy.on() ? Math.addExact(privacy.rhoGate(), privacy.rhoMetric()) : 0,
        CounterLayout.all(bound).size(),
        plan.analyses().siteLevel(),
        expires);
  }

  private static Map<String, Double> anyThresholds(StudyDocument plan) {
    Map<String, Double> thresholds = new HashMap<>(plan.thresholds());
    plan.operatingPoints().forEach(name -> thresholds.putIfAbsent(name, 0.5));
    return thresholds;
  }

  /**
   * One term for a person.
   *
   * @param key a word or two, such as {@code findings}
   * @param text what is asked
   */
  public record Line(String key, String text) {}

  /** The terms in the order in which a person reads them; without what only a signature knows. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    if (!study.isEmpty()) {
      lines.add(new Line("vendor", owner));
      lines.add(new Line("digest", study));
    }
    lines.add(new Line("task", task));
    lines.add(new Line("findings", String.join(", ", findings)));
    lines.add(new Line("subgroups", subgroups.isEmpty() ? "none" : String.join(", ", subgroups)));
    lines.add(
        new Line(
            "opened",
            "cells of %d patients or more, sums over %d sites or more, safe against %d that collude"
                .formatted(minimumCell, minimumSites, corruptSites)));
    lines.add(
        new Line(
            "privacy",
            epsilon == null
                ? "exact sums"
                : String.format(
                    Locale.ROOT,
                    "epsilon %s; costs %.6f rho of this site's budget",
                    epsilon,
                    rho / 1e6)));
    lines.add(new Line("rounds", Integer.toString(rounds)));
    if (siteLevelEstimates) {
      lines.add(
          new Line("note", "results of single sites become computable, though not whose they are"));
    }
    lines.add(new Line("expires", Instant.ofEpochSecond(expires).toString()));
    return List.copyOf(lines);
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
