package org.fedval.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.ApprovalRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of policy.yaml that put people in the way of a study. */
class PolicyFileTest {
  @TempDir private Path folder;

  @Test
  void without_a_file_anybody_may_ask_and_a_person_decides() throws Exception {
    ApprovalPolicy policy = PolicyFile.read(new AgentHome(folder.resolve("without")));

    assertThat(policy.rule()).isEqualTo(ApprovalRule.PERSON);
    assertThat(policy.objection("anybody", 10, 3, Set.of("sex"))).isEmpty();
    assertThat(policy.objection("anybody", 9, 3, Set.of("sex"))).isPresent();
    assertThat(policy.privacyBudget()).isZero();
  }

  @Test
  void every_key_about_people_is_read() throws Exception {
    ApprovalPolicy policy =
        policy(
            """
            schema: fedval.policy/v1
            approve_owners: [any]
            approval: two_persons
            same_user: true
            findings: [nodule, effusion]
            subgroups: [sex]
            opening_hours:
              zone: Europe/Berlin
              windows: [mon-fri 18:00-06:00, sat-sun 00:00-24:00]
            hold_before_release: true
            """);

    assertThat(policy.rule()).isEqualTo(ApprovalRule.TWO_PERSONS);
    assertThat(policy.allowsSameUser()).isTrue();
    assertThat(policy.holds()).isTrue();
    assertThat(policy.openingHours().zone()).isEqualTo("Europe/Berlin");
    assertThat(policy.openingHours().windows()).hasSize(2);
    assertThat(policy.objection("ANY ONE", 10, 3, Set.of())).isEmpty();
    assertThat(policy.objection(List.of("nodule"), Set.of("sex"))).isEmpty();
    assertThat(policy.objection(List.of("nodule", "covid"), Set.of("sex")))
        .contains("it asks for a finding that is not among findings of policy.yaml.");
    assertThat(policy.objection(List.of("nodule"), Set.of("sex", "age")))
        .contains("it asks for a subgroup that is not among subgroups of policy.yaml.");
  }

  @Test
  void a_policy_without_them_approves_its_owners_automatically() throws Exception {
    ApprovalPolicy policy = policy("schema: fedval.policy/v1\napprove_owners: []\n");

    assertThat(policy.rule()).isEqualTo(ApprovalRule.AUTOMATIC);
    assertThat(policy.allowsSameUser()).isFalse();
    assertThat(policy.holds()).isFalse();
    assertThat(policy.openingHours()).isNull();
    assertThat(policy.objection(List.of("covid"), Set.of("age"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "approval: everybody, 'approval must be automatic, person or two_persons.'",
    "'findings: [\"\"]', findings must be a list of names.",
    "'subgroups: [null]', subgroups must be a list of names.",
    "'opening_hours: {zone: UTC, windows: [always]}', a window of opening_hours must be",
    "'opening_hours: {zone: UTC, windows: [mon 08:00-09:00], day: mon}', unknown key 'day'",
    "approvals: person, unknown key 'approvals'",
    "same_user: perhaps, the value has the wrong type"
  })
  void a_wrong_value_or_key_is_named(String line, String sentence) {
    assertThatThrownBy(() -> policy("schema: fedval.policy/v1\napprove_owners: []\n" + line + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void any_owner_may_ask_only_where_people_approve() {
    assertThatThrownBy(() -> policy("schema: fedval.policy/v1\napprove_owners: [any]\n"))
        .hasMessageContaining("needs approval: person or two_persons");
  }

  private ApprovalPolicy policy(String yaml) throws Exception {
    AgentHome home = new AgentHome(folder.resolve("home"));
    home.prepare();
    Files.writeString(home.policyFile(), yaml);
    return PolicyFile.read(home);
  }
}
