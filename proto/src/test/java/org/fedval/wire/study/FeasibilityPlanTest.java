package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.wire.study.StudyYamlTest.PLAN;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.plan.Analyses.Interaction;
import org.fedval.evaluation.plan.StudyPlan;
import org.junit.jupiter.api.Test;

/** A plan becomes a feasibility study, and later the study with a model, by one line. */
class FeasibilityPlanTest {
  private static final String COUNTS = PLAN.replace("task: classification", "task: feasibility");
  private static final String ANALYSES =
      "analyses:\n  interactions: [[sex, age]]\n  rounds: 3\n  prevalences: [0.01]\n";

  @Test
  void findings_subgroups_and_crossed_levels_are_used() throws Exception {
    StudyPlan plan = StudyYamlTest.parse(COUNTS + ANALYSES).bindWithoutModel(3);

    assertThat(plan.findings()).containsExactly("covid", "pneumonia");
    assertThat(plan.subgroups()).hasSize(2);
    assertThat(plan.analyses().isGateOnly()).isTrue();
    assertThat(plan.analyses().interactions()).containsExactly(new Interaction("sex", "age"));
  }

  @Test
  void operating_points_endpoints_and_other_analyses_may_stand_and_are_not_used() throws Exception {
    StudyDocument document = StudyYamlTest.parse(COUNTS + ANALYSES);
    StudyPlan plan = document.bindWithoutModel(3);

    assertThat(document.endpoints()).hasSize(2);
    assertThat(document.operatingPoints()).containsExactly("screening");
    assertThat(plan.endpoints()).isEmpty();
    assertThat(plan.operatingPoints()).isEmpty();
    assertThat(plan.analyses().rounds()).isEqualTo(1);
    assertThat(plan.analyses().prevalences()).isEmpty();
  }

  @Test
  void what_is_not_used_must_still_be_right() {
    assertThat(refused(() -> StudyYamlTest.parse(COUNTS.replace("goal: 0.7\n", "goal: 0.9\n"))))
        .singleElement()
        .asString()
        .contains("'alternative' must lie above 'goal'");
  }

  @Test
  void privacy_is_refused_with_one_sentence() {
    assertThat(refused(() -> StudyYamlTest.parse(COUNTS + "privacy:\n  epsilon: 4\n")))
        .singleElement()
        .asString()
        .endsWith(
            "a feasibility study publishes exact counts and takes no 'privacy'; remove the"
                + " section.");
  }

  @Test
  void a_bundle_is_refused_and_so_is_none_for_a_classification() {
    assertThat(
            refused(
                () ->
                    StudyYamlTest.parse(COUNTS)
                        .bind(Map.of("screening", 0.3), List.of("covid", "pneumonia"), 3)))
        .containsExactly(
            "study.yaml: the plan's task is 'feasibility', which runs no model; submit it without"
                + " '--bundle', or set 'task: classification'.");
    assertThat(refused(() -> StudyYamlTest.parse(PLAN).bindWithoutModel(3)))
        .containsExactly(
            "study.yaml: the plan's task is 'classification', which needs a bundle; name one with"
                + " '--bundle', or set 'task: feasibility'.");
  }

  @Test
  void there_are_no_scores_to_evaluate() {
    assertThat(refused(() -> StudyYamlTest.parse(COUNTS).bindLocally(Map.of())))
        .containsExactly(
            "study.yaml: the plan's task is 'feasibility', which runs no model; set 'task:"
                + " classification' to evaluate scores.");
  }

  @Test
  void the_study_has_an_owner_no_model_and_one_slot() throws Exception {
    SigningKey owner = key(9);
    LockedStudy locked = derive(owner);
    StudyDefinition definition = locked.definition();

    assertThat(definition.isFeasibility()).isTrue();
    assertThat(definition.models()).isEmpty();
    assertThat(definition.owner()).isEqualTo(owner.verifyingKey());
    assertThat(definition.slots()).containsExactly(LockedStudy.FIRST_SLOT);
    assertThat(StudyDefinition.decode(definition.encode())).isEqualTo(definition);
    assertThat(derive(owner).definition()).isEqualTo(definition);
    assertThat(derive(key(8)).definition()).isNotEqualTo(definition);
    assertThat(locked.layout().units()).allSatisfy(unit -> assertThat(unit.name()).isNotEmpty());
  }

  private static LockedStudy derive(SigningKey owner) throws Exception {
    List<Roster.Member> members = new ArrayList<>();
    for (int site = 1; site <= 3; site++) {
      members.add(
          new Roster.Member(
              "site-" + site,
              "Hospital " + site,
              key(site).verifyingKey(),
              Octets.of(new byte[32]),
              Sha256Digest.ZERO));
    }
    Roster roster = new Roster("roster", 1, key(7).verifyingKey(), members);
    return LockedStudy.derive(
        COUNTS.getBytes(StandardCharsets.UTF_8), owner.verifyingKey(), roster, 4_000_000_000L);
  }

  private static SigningKey key(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return SigningKey.fromSeed(SecretBytes.copyOf(bytes));
  }

  private static List<String> refused(ThrowingCallable work) {
    return catchThrowableOfType(StudyPlanException.class, work).sentences();
  }
}
