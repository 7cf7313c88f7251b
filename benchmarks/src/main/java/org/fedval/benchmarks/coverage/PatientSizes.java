package org.fedval.benchmarks.coverage;

import java.util.random.RandomGenerator;

/** How many images a patient has. */
enum PatientSizes {
  ONE_TO_FOUR("1 to 4 images a patient") {
    @Override
    int draw(RandomGenerator random) {
      return 1 + random.nextInt(4);
    }
  },
  ONE_TO_TEN("1 to 10 images a patient") {
    @Override
    int draw(RandomGenerator random) {
      return 1 + random.nextInt(10);
    }
  },
  MOSTLY_ONE("8 in 10 patients with 1 image, 2 with 5") {
    @Override
    int draw(RandomGenerator random) {
      return random.nextInt(10) < 8 ? 1 : 5;
    }
  };

  private final String words;

  PatientSizes(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  abstract int draw(RandomGenerator random);
}
