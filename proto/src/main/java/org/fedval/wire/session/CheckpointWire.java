package org.fedval.wire.session;

import org.fedval.crypto.log.ConsistencyProof;
import org.fedval.crypto.log.NoteSignature;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.CheckpointOffer;
import org.fedval.proto.v1.Cosignature;
import org.fedval.wire.rpc.WireStatus;

/** A checkpoint's offer and a witness's answer as messages and back. */
final class CheckpointWire {
  private static final int MAX_NOTE_CHARS = 1024;
  private static final int MAX_LINE_CHARS = 512;
  private static final int MAX_PATH = 64;

  private CheckpointWire() {}

  static CheckpointOffer toProto(SiteInstruction.CheckpointOffered i) {
    CheckpointOffer.Builder out =
        CheckpointOffer.newBuilder().setNote(i.note()).setOldSize(i.proof().oldSize());
    i.proof().path().forEach(hash -> out.addConsistency(SignedBlobWire.bytes(hash)));
    return out.build();
  }

  /** The size that the proof leads to stands in the note. */
  static SiteInstruction.CheckpointOffered offered(CheckpointOffer in) {
    if (in.getNote().length() > MAX_NOTE_CHARS || in.getConsistencyCount() > MAX_PATH) {
      throw WireStatus.invalid("A checkpoint or its proof is longer than its limit.");
    }
    try {
      String[] lines = in.getNote().split("\n", -1);
      long size = lines.length > 1 ? Long.parseLong(lines[1]) : 0;
      return new SiteInstruction.CheckpointOffered(
          in.getNote(),
          new ConsistencyProof(
              in.getOldSize(),
              size,
              in.getConsistencyList().stream().<Sha256Digest>map(SignedBlobWire::digest).toList()));
    } catch (MalformedBody | NumberFormatException e) {
      throw WireStatus.invalid("A checkpoint or its proof is malformed.");
    }
  }

  static Cosignature toProto(SiteMessage.CheckpointCosigned m) {
    NoteSignature line = m.cosignature();
    return Cosignature.newBuilder()
        .setSize(m.size())
        .setLine(line == null ? "" : line.line())
        .build();
  }

  static SiteMessage.CheckpointCosigned cosigned(Cosignature in) {
    if (in.getSize() < 0 || in.getLine().length() > MAX_LINE_CHARS) {
      throw WireStatus.invalid("A cosignature is longer than its limit.");
    }
    try {
      return new SiteMessage.CheckpointCosigned(
          in.getSize(), in.getLine().isEmpty() ? null : NoteSignature.parse(in.getLine()));
    } catch (MalformedBody e) {
      throw WireStatus.invalid("A cosignature is malformed.");
    }
  }
}
