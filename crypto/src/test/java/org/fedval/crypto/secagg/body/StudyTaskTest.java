package org.fedval.crypto.secagg.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.junit.jupiter.api.Test;

/** A study that classifies has a model; one that only counts cases has none. */
class StudyTaskTest {
  private static final int CLASSIFICATION = StudyDefinition.CLASSIFICATION;
  private static final int FEASIBILITY = StudyDefinition.FEASIBILITY;

  private final VerifyingKey owner = SigningKey.generate(new SecureRandom()).verifyingKey();

  @Test
  void a_feasibility_study_has_no_model_and_says_so_when_it_is_read_again() {
    StudyDefinition study = study(FEASIBILITY, 0);

    assertThat(study.isFeasibility()).isTrue();
    assertThat(StudyDefinition.decode(study.encode())).isEqualTo(study);
    assertThat(study(CLASSIFICATION, 1).isFeasibility()).isFalse();
    assertThat(study.hash()).isNotEqualTo(study(CLASSIFICATION, 1).hash());
  }

  @Test
  void a_model_in_a_feasibility_study_is_refused() {
    assertThatThrownBy(() -> study(FEASIBILITY, 1)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void a_classification_without_a_model_or_with_three_is_refused() {
    assertThatThrownBy(() -> study(CLASSIFICATION, 0)).isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> study(CLASSIFICATION, 3)).isInstanceOf(MalformedBody.class);
    assertThat(study(CLASSIFICATION, 2).models()).hasSize(2);
  }

  @Test
  void another_task_is_refused() {
    assertThatThrownBy(() -> study(2, 0)).isInstanceOf(MalformedBody.class);
  }

  private StudyDefinition study(int task, int models) {
    Sha256Digest hash = Sha256Digest.ZERO;
    return new StudyDefinition(
        "s-1",
        1,
        owner,
        owner,
        hash,
        task,
        0,
        1,
        Collections.nCopies(models, new StudyDefinition.Model(owner, hash, hash)),
        hash,
        hash,
        List.of("slot-0"),
        3,
        1,
        10,
        3,
        PrivacyTerms.off(),
        hash,
        0,
        false,
        4_000_000_000L);
  }
}
