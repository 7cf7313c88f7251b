package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * The locked study: which plan, models, data criteria and layout, and the disclosure floors that
 * every session of it obeys. Signed by the coordinator and the study owner; a site's operator
 * approves its hash.
 *
 * @param planHash SHA-256 of the exact bytes of the submitted plan
 * @param task {@link #CLASSIFICATION} or {@link #FEASIBILITY}
 * @param gateRule id of the {@code GateRule} that decides what may be opened
 * @param models one or two; none exactly in a feasibility study
 * @param layoutHash the {@link SlotLayout#hash} of the first slot
 * @param f tolerated corrupt sites
 * @param expires Unix time in seconds
 */
public record StudyDefinition(
    String studyId,
    long version,
    VerifyingKey coordinator,
    VerifyingKey owner,
    Sha256Digest planHash,
    int task,
    int unitOfAnalysis,
    int gateRule,
    List<Model> models,
    Sha256Digest datasetCriteriaHash,
    Sha256Digest layoutHash,
    List<String> slots,
    int minSites,
    int f,
    long minCell,
    int minContributors,
    PrivacyTerms privacy,
    Sha256Digest teePolicyHash,
    int datasetRule,
    boolean postQuantumSignatures,
    long expires) {
  public static final String TYPE = "StudyDefinition";

  /** A model's scores are compared with reference labels. */
  public static final int CLASSIFICATION = 0;

  /** Cases are counted; there is no model. */
  public static final int FEASIBILITY = 1;

  private static final int MAX_MODELS = 2;
  private static final int MAX_SLOTS = 64;
  private static final int MODEL_BYTES = 96;
  private static final int MIN_SLOT_BYTES = 4;

  public StudyDefinition {
    FvcText.check(studyId);
    Canonical.require(
        task == CLASSIFICATION || task == FEASIBILITY,
        "The study's task is not known to this version.");
    Canonical.require(unitOfAnalysis == 0, "The unit of analysis is not known to this version.");
    Canonical.require(
        task == FEASIBILITY ? models.isEmpty() : !models.isEmpty() && models.size() <= MAX_MODELS,
        "A study has one or two models; a feasibility study has none.");
    Canonical.require(
        !slots.isEmpty()
            && slots.size() <= MAX_SLOTS
            && slots.stream().distinct().count() == slots.size(),
        "A study has 1 to 64 different slots.");
    slots.forEach(FvcText::check);
    models = List.copyOf(models);
    slots = List.copyOf(slots);
  }

  /** One locked model: its owner's key and the hashes of its plaintext and signed manifest. */
  public record Model(VerifyingKey owner, Sha256Digest plainHash, Sha256Digest manifestHash) {}

  /** Whether no model runs. */
  public boolean isFeasibility() {
    return task == FEASIBILITY;
  }

  /** SHA-256 of the body. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).text(studyId).u32(version);
    out.raw(coordinator.toByteArray()).raw(owner.toByteArray()).digest(planHash);
    out.u8(task).u8(unitOfAnalysis).u16(gateRule);
    out.list(
        models,
        m -> out.raw(m.owner().toByteArray()).digest(m.plainHash()).digest(m.manifestHash()));
    out.digest(datasetCriteriaHash).digest(layoutHash).list(slots, out::text);
    out.u16(minSites).u16(f).u32(minCell).u16(minContributors);
    privacy.write(out);
    out.digest(teePolicyHash).u8(datasetRule).u8(postQuantumSignatures ? 1 : 0).u64(expires);
    return out.toByteArray();
  }

  /** Reads a body. */
  public static StudyDefinition decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    StudyDefinition study =
        new StudyDefinition(
            in.text(),
            in.u32(),
            in.verifyingKey(),
            in.verifyingKey(),
            in.digest(),
            in.u8(),
            in.u8(),
            in.u16(),
            in.list(
                MAX_MODELS,
                MODEL_BYTES,
                () -> new Model(in.verifyingKey(), in.digest(), in.digest())),
            in.digest(),
            in.digest(),
            in.list(MAX_SLOTS, MIN_SLOT_BYTES, in::text),
            in.u16(),
            in.u16(),
            in.u32(),
            in.u16(),
            PrivacyTerms.read(in),
            in.digest(),
            in.u8(),
            in.flag(),
            in.u64());
    in.end();
    return study;
  }
}
