package org.fedval.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.log.ConsistencyProof;
import org.fedval.crypto.log.NoteSignature;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.WrapReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SessionWireTest {
  private static final Sha256Digest SID = Sha256Digest.hash(new byte[] {1});

  static final List<SiteInstruction> INSTRUCTIONS =
      List.of(
          new SiteInstruction.RosterPublished(signed(1)),
          new SiteInstruction.RosterPublished(signed(1), List.of(signed(13), signed(14))),
          new SiteInstruction.RotationPublished(
              SignedRotation.of(octets(40, 1).toByteArray(), octets(64, 2), octets(64, 3))),
          new SiteInstruction.StudyOffered(
              signed(2),
              octets(64, 3),
              octets(70_000, 4),
              new SiteInstruction.OfferedModel(signed(3), octets(64, 5), octets(99, 6))),
          new SiteInstruction.StudyOffered(signed(2), octets(64, 3), octets(70_000, 4), null),
          new SiteInstruction.SessionProposed(signed(5)),
          new SiteInstruction.SessionProposed(
              signed(5), octets(9, 1), List.of(octets(7, 2), octets(3, 1))),
          new SiteInstruction.AdvertiseSetClosed(SID, signed(6), map(0, 1, 1999)),
          new SiteInstruction.SharesDelivered(SID, signed(7), dealt(0, 2)),
          new SiteInstruction.SurvivorsNamed(SID, signed(8)),
          new SiteInstruction.Committed(SID, signed(9)),
          new SiteInstruction.GateOpened(SID, signed(10), signed(11)),
          new SiteInstruction.ResultPublished(SID, signed(12)),
          new SiteInstruction.AbortAsked(SID),
          new SiteInstruction.Aborted(SID, signed(13)),
          new SiteInstruction.DealerBlamed(octets(70_000, 5)),
          new SiteInstruction.CheckpointOffered(
              "fedval/LOG\n7\nroot\n\nsignature\n", new ConsistencyProof(3, 7, List.of(SID, SID))),
          new SiteInstruction.StudyEnded(SID, true, "The report is published."),
          new SiteInstruction.StudyEnded(SID, false, ""));

  static final List<SiteMessage> MESSAGES =
      List.of(
          new SiteMessage.RosterApproved(signed(1)),
          new SiteMessage.StudyApproved(signed(2)),
          new SiteMessage.StudyDenied(SID, "CANARY_DEVIATION"),
          new SiteMessage.Advertised(SID, signed(3)),
          new SiteMessage.SharesDealt(SID, signed(4), map(0, 1)),
          new SiteMessage.Masked(SID, signed(5), octets(64 * 1024, 1)),
          new SiteMessage.Voted(SID, signed(6)),
          new SiteMessage.RevealedA(SID, signed(7)),
          new SiteMessage.RevealedB(SID, signed(8)),
          new SiteMessage.Complained(SID, signed(9)),
          new SiteMessage.AbortVoted(SID, signed(10)),
          new SiteMessage.CheckpointCosigned(12, null),
          new SiteMessage.CheckpointCosigned(
              13, new NoteSignature("fedval/site/A", octets(4, 1), octets(72, 2))));

  @ParameterizedTest
  @FieldSource("INSTRUCTIONS")
  void every_instruction_arrives_as_it_was_sent(SiteInstruction instruction) throws Exception {
    byte[] travelled = SiteInstructionWire.toProto(instruction).toByteArray();

    assertThat(SiteInstructionWire.fromProto(Directive.parseFrom(travelled)))
        .isEqualTo(instruction);
  }

  @Test
  void a_key_wrap_or_its_refusal_arrives_as_it_was_sent() throws Exception {
    for (WrapOutcome outcome :
        List.of(
            new WrapOutcome.Released(signed(1)),
            new WrapOutcome.Withheld("TEE_REQUIRED", "This study needs more."))) {
      byte[] travelled = WrapOutcomeWire.toProto(outcome).toByteArray();

      assertThat(WrapOutcomeWire.fromProto(WrapReply.parseFrom(travelled))).isEqualTo(outcome);
    }
    assertThatThrownBy(() -> WrapOutcomeWire.fromProto(WrapReply.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class);
  }

  @ParameterizedTest
  @FieldSource("MESSAGES")
  void every_message_arrives_as_it_was_sent(SiteMessage message) throws Exception {
    byte[] travelled = SiteMessageWire.toProto(message, SigInput.OUTSIDE).toByteArray();

    assertThat(SiteMessageWire.fromProto(org.fedval.proto.v1.SiteMessage.parseFrom(travelled)))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @FieldSource("MESSAGES")
  void a_body_names_the_signer_that_sent_it(SiteMessage message) {
    boolean step = message instanceof SiteMessage.SessionStep;
    String text = SiteMessageWire.toProto(message, 5).toString();

    assertThat(text.contains("signer: 5")).isEqualTo(step);
  }

  static SignedBody signed(int fill) {
    return SignedBody.of(octets(40, fill).toByteArray(), octets(64, fill + 100));
  }

  static Octets octets(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return Octets.of(bytes);
  }

  static SortedMap<Integer, Octets> map(int... indices) {
    SortedMap<Integer, Octets> map = new TreeMap<>();
    for (int index : indices) {
      map.put(index, octets(5, index));
    }
    return map;
  }

  private static SortedMap<Integer, SiteInstruction.SharesDelivered.Dealt> dealt(int... indices) {
    SortedMap<Integer, SiteInstruction.SharesDelivered.Dealt> map = new TreeMap<>();
    for (int index : indices) {
      map.put(index, new SiteInstruction.SharesDelivered.Dealt(signed(index), octets(7, index)));
    }
    return map;
  }
}
