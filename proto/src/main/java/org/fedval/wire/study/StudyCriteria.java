package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What {@code datasetCriteriaHash} of a study definition covers: which images belong, and what
 * every slot sums. Slot 0's layout also has its own field in the definition; of a later slot this
 * fixes units and lengths, and {@code description} names every segment. {@code L("StudyCriteria")
 * || lst(vec(modality)) || lst(layoutHash b32, descriptionHash b32)}, and {@code lst(vec(rule))}
 * after it where the cohort has further rules, so that a plan without them keeps its hash.
 *
 * @param modalities in the plan's order
 * @param slots in order, the first one included
 * @param rules the other rules of the cohort, as {@link CohortRule#further} writes them
 */
public record StudyCriteria(List<String> modalities, List<SlotForm> slots, List<String> rules) {
  private static final String TYPE = "StudyCriteria";
  private static final int MAX_MODALITIES = 64;
  private static final int MAX_SLOTS = 64;
  private static final int MAX_RULES = 64;
  private static final int SLOT_BYTES = 2 * Sha256Digest.BYTES;

  public StudyCriteria {
    modalities = List.copyOf(modalities);
    slots = List.copyOf(slots);
    rules = List.copyOf(rules);
  }

  /**
   * The form of a slot.
   *
   * @param layout hash of the layout's body
   * @param description hash of the counters in words, segment by segment
   */
  public record SlotForm(Sha256Digest layout, Sha256Digest description) {}

  /** The rules of the cohort, the modalities included, one text each; empty for an open cohort. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(rules);
    if (!modalities.isEmpty()) {
      texts.add(0, "modalities=" + String.join(",", modalities));
    }
    return List.copyOf(texts);
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE);
    out.list(modalities, out::text);
    out.list(slots, slot -> out.digest(slot.layout()).digest(slot.description()));
    if (!rules.isEmpty()) {
      out.list(rules, out::text);
    }
    return out.toByteArray();
  }

  /** SHA-256 of the body. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** Reads a body. */
  public static StudyCriteria decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    List<String> modalities = in.list(MAX_MODALITIES, 4, in::text);
    List<SlotForm> slots =
        in.list(MAX_SLOTS, SLOT_BYTES, () -> new SlotForm(in.digest(), in.digest()));
    StudyCriteria plain = new StudyCriteria(modalities, slots, List.of());
    if (Arrays.equals(plain.encode(), body)) {
      return plain;
    }
    StudyCriteria ruled = new StudyCriteria(modalities, slots, in.list(MAX_RULES, 4, in::text));
    in.end();
    if (ruled.rules().isEmpty()) {
      throw new MalformedBody("The criteria of a study have an empty list of rules.");
    }
    return ruled;
  }
}
