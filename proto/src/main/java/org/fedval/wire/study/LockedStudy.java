package org.fedval.wire.study;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SlotLayout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterUnit;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.sealed.ModelDescription;
import org.jspecify.annotations.Nullable;

/**
 * A study with everything that follows from its parts. Vendor, coordinator and every agent derive
 * it themselves from the same plan bytes, bundle description and roster; equal parts give an equal
 * definition, so a signed one that differs is refused. Nobody needs the model for it, and a
 * feasibility study has none. Immutable.
 */
public final class LockedStudy {
  /** The slot of the first round. */
  public static final String FIRST_SLOT = "slot-0";

  private static final int IMAGE = 0;
  private static final int DENY_DIFFERENCING = 0;

  private final StudyPlan plan;
  private final CohortRule cohort;
  private final @Nullable PrivacyWish privacy;
  private final List<CounterLayout> counters;
  private final List<Layout> layouts;
  private final StudyDefinition definition;

  private LockedStudy(
      StudyPlan plan,
      CohortRule cohort,
      @Nullable PrivacyWish privacy,
      List<CounterLayout> counters,
      List<Layout> layouts,
      StudyDefinition definition) {
    this.plan = plan;
    this.cohort = cohort;
    this.privacy = privacy;
    this.counters = counters;
    this.layouts = layouts;
    this.definition = definition;
  }

  /**
   * Derives the study.
   *
   * @param planYaml the exact bytes
   * @param expires Unix time in seconds
   * @throws StudyPlanException when plan, bundle and roster do not fit together; so for the plan of
   *     a feasibility study
   */
  public static LockedStudy derive(
      byte[] planYaml, DescribedBundle bundle, Roster roster, long expires)
      throws StudyPlanException {
    ModelDescription model = bundle.model();
    StudyDocument document = StudyYaml.parse(planYaml);
    Map<String, Double> thresholds = new TreeMap<>();
    for (OperatingPoint point : model.operatingPoints()) {
      thresholds.put(point.name(), point.threshold());
    }
    return derive(
        planYaml,
        document,
        document.bind(thresholds, model.findings(), roster.size()),
        model.owner(),
        List.of(
            new StudyDefinition.Model(
                model.owner(), bundle.manifest().plainHash(), bundle.manifest().hash())),
        roster,
        expires);
  }

  /**
   * Derives a feasibility study, which runs no model.
   *
   * @param planYaml the exact bytes
   * @param owner who asks for the study
   * @param expires Unix time in seconds
   * @throws StudyPlanException when plan and roster do not fit together, or the plan needs a bundle
   */
  public static LockedStudy derive(byte[] planYaml, VerifyingKey owner, Roster roster, long expires)
      throws StudyPlanException {
    StudyDocument document = StudyYaml.parse(planYaml);
    StudyPlan plan = document.bindWithoutModel(roster.size());
    return derive(planYaml, document, plan, owner, List.of(), roster, expires);
  }

  private static LockedStudy derive(
      byte[] planYaml,
      StudyDocument document,
      StudyPlan bound,
      VerifyingKey owner,
      List<StudyDefinition.Model> models,
      Roster roster,
      long expires)
      throws StudyPlanException {
    StudyPlan plan = bound;
    PrivacyTerms privacy = PrivacyTerms.off();
    PrivacyWish wish = document.privacy();
    if (wish != null) {
      PrivacyDerivation derivation =
          new PrivacyDerivation(document.file(), wish, CounterLayout.of(plan));
      privacy = derivation.terms();
      plan = plan.withNoise(derivation.noise(privacy));
    }
    List<CounterLayout> counters = CounterLayout.all(plan);
    List<Layout> layouts = counters.stream().map(LockedStudy::layout).toList();
    DisclosureRules rules = plan.disclosure();
    StudyDefinition definition =
        new StudyDefinition(
            plan.studyId(),
            1,
            roster.coordinator(),
            owner,
            Sha256Digest.hash(planYaml),
            document.isFeasibility() ? StudyDefinition.FEASIBILITY : StudyDefinition.CLASSIFICATION,
            IMAGE,
            new SuppressionGate(counters.get(0)).id(),
            models,
            criteria(document.cohort(), counters, layouts).hash(),
            SlotLayout.hash(FIRST_SLOT, layouts.get(0), new byte[0]),
            counters.stream().map(c -> slotName(c.slot())).toList(),
            rules.minSites(),
            rules.corruptSites(),
            rules.minCell(),
            rules.minContributors(),
            privacy,
            Sha256Digest.ZERO,
            DENY_DIFFERENCING,
            false,
            expires);
    return new LockedStudy(plan, document.cohort(), wish, counters, layouts, definition);
  }

  public StudyPlan plan() {
    return plan;
  }

  /** Which images belong. */
  public CohortRule cohort() {
    return cohort;
  }

  /** What the plan asks of differential privacy; null without. */
  public @Nullable PrivacyWish privacy() {
    return privacy;
  }

  /** How many slots the study has, 1 or more. */
  public int slots() {
    return counters.size();
  }

  /** The name of a slot in proposals: {@code slot-0} for the first. */
  public static String slotName(int slot) {
    return "slot-" + slot;
  }

  /** The number of a slot by its name; -1 when the study has none of this name. */
  public int slotOf(String name) {
    return definition.slots().indexOf(name);
  }

  /** The first slot's counters, as evaluation sees them. */
  public CounterLayout counters() {
    return counters(0);
  }

  /** A slot's counters, as evaluation sees them. */
  public CounterLayout counters(int slot) {
    return counters.get(slot);
  }

  /** The first slot's counters as the units of the protocol. */
  public Layout layout() {
    return layout(0);
  }

  /** The same counters as the units of the protocol. */
  public Layout layout(int slot) {
    return layouts.get(slot);
  }

  /** What the definition's criteria hash covers. */
  public StudyCriteria criteria() {
    return criteria(cohort, counters, layouts);
  }

  public StudyDefinition definition() {
    return definition;
  }

  private static Layout layout(CounterLayout counters) {
    return new Layout(
        counters.units().stream()
            .map(
                unit ->
                    new Layout.Unit(
                        unit.name(),
                        unit.length(),
                        kind(unit.kind()),
                        unit.families(),
                        unit.parentCell() < 0 ? Layout.ROOT : unit.parentCell(),
                        unit.bound()))
            .toList());
  }

  private static UnitKind kind(CounterUnit.Kind kind) {
    return switch (kind) {
      case GATE -> UnitKind.GATE;
      case COUNTS -> UnitKind.UNSIGNED;
      case SUMS -> UnitKind.SIGNED;
      case BOTH_CLASSES -> UnitKind.JOINT;
      case SITE_TERMS -> UnitKind.SITE_TERMS;
    };
  }

  private static StudyCriteria criteria(
      CohortRule cohort, List<CounterLayout> counters, List<Layout> layouts) {
    List<StudyCriteria.SlotForm> slots = new ArrayList<>();
    for (int slot = 0; slot < counters.size(); slot++) {
      byte[] words = counters.get(slot).description().getBytes(StandardCharsets.UTF_8);
      slots.add(new StudyCriteria.SlotForm(layouts.get(slot).hash(), Sha256Digest.hash(words)));
    }
    return new StudyCriteria(cohort.modalities(), slots, cohort.further());
  }
}
