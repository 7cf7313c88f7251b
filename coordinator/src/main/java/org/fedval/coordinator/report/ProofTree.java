package org.fedval.coordinator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;

/** A {@link ReportProof} as a JSON tree and back; bytes are padded base64. */
final class ProofTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BODY = "body";
  private static final String SIGNATURE = "signature";
  private static final String OWNER = "owner_signature";

  private ProofTree() {}

  static ObjectNode of(ReportProof proof) {
    ObjectNode root = NODES.objectNode();
    root.set("study", signed(proof.study()).put(OWNER, text(proof.ownerSignature())));
    root.set("roster", signed(proof.roster()));
    root.put("layout", text(proof.layout()));
    root.set("proposal", signed(proof.proposal()));
    root.set("advertise_set", signed(proof.advertiseSet()));
    root.set("share_delivery", signed(proof.shareDelivery()));
    root.set("survivor_set", signed(proof.survivorSet()));
    root.set("commit_certificate", signed(proof.commitCertificate()));
    ArrayNode opened = root.putArray("opened");
    proof.opened().forEach(opened::add);
    root.put("result_digest", proof.resultDigest().hex());
    root.put("log_entry", text(proof.logEntry()));
    root.put("log_proof", proof.logProof());
    root.put("cosignatures", proof.cosignatures());
    root.put("quorum", proof.quorum());
    root.put("witnesses", proof.witnesses());
    return root;
  }

  static ReportProof read(JsonNode tree) throws ReportFormatException {
    JsonFields root = new JsonFields(tree, "report.proof");
    JsonFields study = root.object("study");
    return new ReportProof(
        signed(study, "study"),
        octets(study, OWNER, "study"),
        signed(root.object("roster"), "roster"),
        octets(root, "layout", "layout"),
        signed(root.object("proposal"), "proposal"),
        signed(root.object("advertise_set"), "advertise_set"),
        signed(root.object("share_delivery"), "share_delivery"),
        signed(root.object("survivor_set"), "survivor_set"),
        signed(root.object("commit_certificate"), "commit_certificate"),
        root.texts("opened"),
        digest(root.text("result_digest")),
        octets(root, "log_entry", "log_entry"),
        root.text("log_proof"),
        root.small("cosignatures"),
        root.small("quorum"),
        root.small("witnesses"));
  }

  private static ObjectNode signed(SignedBody signed) {
    return NODES
        .objectNode()
        .put(BODY, text(Octets.of(signed.body())))
        .put(SIGNATURE, text(signed.signatureOctets()));
  }

  private static SignedBody signed(JsonFields node, String name) throws ReportFormatException {
    try {
      return SignedBody.of(octets(node, BODY, name).toByteArray(), octets(node, SIGNATURE, name));
    } catch (MalformedBody e) {
      throw wrong(name);
    }
  }

  private static String text(Octets bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Octets octets(JsonFields node, String key, String name)
      throws ReportFormatException {
    try {
      return Octets.of(Base64.getDecoder().decode(node.text(key)));
    } catch (IllegalArgumentException e) {
      throw wrong(name);
    }
  }

  private static Sha256Digest digest(String hex) throws ReportFormatException {
    try {
      return Sha256Digest.parse(hex);
    } catch (MalformedBody e) {
      throw wrong("result_digest");
    }
  }

  private static ReportFormatException wrong(String name) {
    return new ReportFormatException("In report.proof." + name + ": expected signed bytes.");
  }
}
