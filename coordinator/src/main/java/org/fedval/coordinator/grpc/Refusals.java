package org.fedval.coordinator.grpc;

import org.fedval.proto.v1.Refusal;

/** An expected refusal as a message. */
final class Refusals {
  private Refusals() {}

  static Refusal of(String code, String sentence) {
    return Refusal.newBuilder().setCode(code).setSentence(sentence).build();
  }
}
