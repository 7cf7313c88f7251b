package org.fedval.agent.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.fedval.agent.preprocess.InputTensor;
import org.junit.jupiter.api.Test;

class OnnxEngineTest {

  @Test
  void scores_come_by_image_and_in_the_order_of_the_findings() throws Exception {
    InputTensor batch = new InputTensor(TinyModels.spec().input(), 4);
    batch.add(plane(0f));
    batch.add(plane(1f));
    batch.add(plane(-3f));

    float[][] scores;
    try (OnnxEngine engine = OnnxEngine.load(TinyModels.model(), TinyModels.spec(), 1)) {
      scores = engine.score(batch);
    }

    assertThat(scores.length).isEqualTo(3);
    for (int n = 0; n < 3; n++) {
      double mean = new double[] {0, 1, -3}[n];
      assertThat((double) scores[n][0]).isCloseTo(sigmoid(0.5 - 2 * mean), within(1e-6));
      assertThat((double) scores[n][1]).isCloseTo(sigmoid(mean), within(1e-6));
    }
  }

  @Test
  void the_one_channel_is_replicated_to_all_channels_of_the_input() throws Exception {
    byte[] colour = TinyModels.builder(3, "Sigmoid").build().toByteArray();
    InputTensor batch = new InputTensor(TinyModels.spec(3).input(), 1);
    batch.add(plane(0.75f));

    try (OnnxEngine engine = OnnxEngine.load(colour, TinyModels.spec(3), 1)) {
      assertThat((double) engine.score(batch)[0][1]).isCloseTo(sigmoid(0.75), within(1e-6));
    }
  }

  @Test
  void a_reused_tensor_holds_nothing_of_the_batch_before() throws Exception {
    long seed = 99;
    Random random = new Random(seed);
    InputTensor reused = new InputTensor(TinyModels.spec().input(), 3);
    try (OnnxEngine engine = OnnxEngine.load(TinyModels.model(), TinyModels.spec(), 1)) {
      for (int round = 0; round < 30; round++) {
        float value = random.nextFloat();
        reused.clear();
        for (int n = 0; n <= round % 3; n++) {
          reused.add(plane(value));
        }
        InputTensor fresh = new InputTensor(TinyModels.spec().input(), 1);
        fresh.add(plane(value));

        assertThat(engine.score(reused)[round % 3])
            .as("seed %d round %d", seed, round)
            .isEqualTo(engine.score(fresh)[0]);
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static float[] plane(float value) {
    float[] plane = new float[TinyModels.HEIGHT * TinyModels.WIDTH];
    Arrays.fill(plane, value);
    return plane;
  }
}
