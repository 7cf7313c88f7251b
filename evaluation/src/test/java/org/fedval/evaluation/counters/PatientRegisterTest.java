package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatientRegisterTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void patients_are_numbered_in_order_of_appearance_while_it_grows() {
    long seed = 64;
    Random random = new Random(seed);
    PatientRegister register = new PatientRegister(KEY);
    Map<String, Integer> model = new HashMap<>();
    for (int n = 0; n < 20_000; n++) {
      String patient = "P-" + random.nextInt(12_000);
      model.putIfAbsent(patient, model.size());
      assertThat(register.number(patient))
          .as("seed %d step %d", seed, n)
          .isEqualTo(model.get(patient));
    }
  }

  @Test
  void another_register_is_taken_over_with_its_patients_in_their_order() {
    PatientRegister here = new PatientRegister(KEY);
    PatientRegister there = new PatientRegister(KEY);
    for (int n = 0; n < 100; n++) {
      assertThat(here.number("P-" + n)).isEqualTo(n);
      assertThat(there.number("P-" + (50 + n))).isEqualTo(n);
    }
    int[] mapping = here.absorb(there);
    for (int n = 0; n < 100; n++) {
      assertThat(mapping[n]).isEqualTo(50 + n);
      assertThat(here.number("P-" + (50 + n))).isEqualTo(50 + n);
    }
  }
}
