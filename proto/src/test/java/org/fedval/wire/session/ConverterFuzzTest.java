package org.fedval.wire.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Random;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.SignedBlob;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of wire messages: a converter gives a value or INVALID_ARGUMENT, nothing else.
 * {@code -Dfedval.fuzz.rounds=1000000} runs more of them.
 */
class ConverterFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fedval.fuzz.rounds", 300);
  private static final int MAX_BYTES = 4096;

  @Test
  void a_mutated_instruction_is_read_or_malformed() {
    Random random = new Random(11);
    int read = 0;
    for (SiteInstruction instruction : SessionWireTest.INSTRUCTIONS) {
      byte[] bytes = SiteInstructionWire.toProto(instruction).toByteArray();
      for (int round = 0; bytes.length <= MAX_BYTES && round < ROUNDS; round++) {
        byte[] mutated = mutated(bytes, random);
        try {
          SiteInstructionWire.fromProto(Directive.parseFrom(mutated));
          read++;
        } catch (InvalidProtocolBufferException unreadable) {
          assertThat(unreadable).hasMessageContaining(" ");
        } catch (StatusRuntimeException refused) {
          assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void a_mutated_message_is_read_or_malformed() {
    Random random = new Random(12);
    int read = 0;
    for (SiteMessage message : SessionWireTest.MESSAGES) {
      byte[] bytes = SiteMessageWire.toProto(message, SigInput.OUTSIDE).toByteArray();
      for (int round = 0; bytes.length <= MAX_BYTES && round < ROUNDS; round++) {
        byte[] mutated = mutated(bytes, random);
        try {
          SiteMessageWire.fromProto(org.fedval.proto.v1.SiteMessage.parseFrom(mutated));
          read++;
        } catch (InvalidProtocolBufferException unreadable) {
          assertThat(unreadable).hasMessageContaining(" ");
        } catch (StatusRuntimeException refused) {
          assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void a_signed_blob_of_random_bytes_is_read_or_malformed() {
    Random random = new Random(13);
    for (int round = 0; round < 20 * ROUNDS; round++) {
      byte[] junk = new byte[random.nextInt(200)];
      random.nextBytes(junk);
      try {
        SignedBlobWire.fromProto(SignedBlob.parseFrom(junk));
      } catch (InvalidProtocolBufferException unreadable) {
        assertThat(unreadable).hasMessageContaining(" ");
      } catch (StatusRuntimeException refused) {
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      }
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] out = bytes.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && out.length > 0; n--) {
      int at = random.nextInt(out.length);
      switch (random.nextInt(4)) {
        case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> out[at] = (byte) random.nextInt(256);
        case 2 -> out = Arrays.copyOf(out, at);
        default -> out = Arrays.copyOf(out, out.length + 1 + random.nextInt(8));
      }
    }
    return out;
  }
}
