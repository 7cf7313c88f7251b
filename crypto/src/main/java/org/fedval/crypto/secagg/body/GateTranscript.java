package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Everything a site needs to recompute the gate sums: {@code sid, h3, lst(dropped u16, r b32),
 * lst(survivor u16, b0 b32, vec(gate bytes), vec(confirm list)), lst(low u16, high u16,
 * kemCt[1088])}; the last list has every edge between a dropped site and a survivor, ascending.
 */
public record GateTranscript(
    Sha256Digest sid,
    Sha256Digest h3,
    List<OpenedSeed> dropped,
    List<OpenedGate> survivors,
    List<DroppedEdge> edges) {
  public static final String TYPE = "GateTranscript";

  private static final int MAX_GATE_BYTES = 8 * 2 * Canonical.MAX_UNITS;
  private static final int MAX_CONFIRM_BYTES = 4 + 18 * Canonical.MAX_SITES;
  private static final int MAX_EDGES = Canonical.MAX_SITES * Canonical.MAX_SITES / 4;

  public GateTranscript {
    dropped = Canonical.set(dropped, Canonical.MAX_SITES, OpenedSeed::index);
    survivors = Canonical.set(survivors, Canonical.MAX_SITES, OpenedGate::index);
    edges = Canonical.set(edges, MAX_EDGES, edge -> edge.low() << 16 | edge.high());
  }

  /** The opened mask seed of a dropped site. */
  public record OpenedSeed(int index, Octets seed) {
    public OpenedSeed {
      Canonical.index(index);
      seed.requireSize(32, "An opened secret");
    }
  }

  /** The opened gate of a survivor: its self-mask secret, masked gate words, confirm list. */
  public record OpenedGate(int index, Octets selfSecret, Octets gateBytes, Octets confirmList) {
    public OpenedGate {
      Canonical.index(index);
      selfSecret.requireSize(32, "An opened secret");
    }
  }

  /** The encapsulation from {@code low} to {@code high}, one of which dropped. */
  public record DroppedEdge(int low, int high, Octets kemCiphertext) {
    public DroppedEdge {
      Canonical.require(
          Canonical.index(low) < Canonical.index(high), "An edge must name the lower site first.");
      kemCiphertext.requireSize(MlKem.CIPHERTEXT_BYTES, "An ML-KEM-768 ciphertext");
    }
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).digest(h3);
    out.list(dropped, d -> out.u16(d.index()).raw(d.seed()));
    out.list(
        survivors,
        s ->
            out.u16(s.index())
                .raw(s.selfSecret())
                .vec(s.gateBytes().toByteArray())
                .vec(s.confirmList().toByteArray()));
    out.list(edges, e -> out.u16(e.low()).u16(e.high()).raw(e.kemCiphertext()));
    return out.toByteArray();
  }

  /** Reads a body. */
  public static GateTranscript decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    GateTranscript transcript =
        new GateTranscript(
            in.digest(),
            in.digest(),
            in.list(Canonical.MAX_SITES, 34, () -> new OpenedSeed(in.u16(), in.octets(32))),
            in.list(
                Canonical.MAX_SITES,
                42,
                () ->
                    new OpenedGate(
                        in.u16(),
                        in.octets(32),
                        Octets.of(in.vec(MAX_GATE_BYTES)),
                        Octets.of(in.vec(MAX_CONFIRM_BYTES)))),
            in.list(
                MAX_EDGES,
                4 + MlKem.CIPHERTEXT_BYTES,
                () -> new DroppedEdge(in.u16(), in.u16(), in.octets(MlKem.CIPHERTEXT_BYTES))));
    in.end();
    return transcript;
  }
}
