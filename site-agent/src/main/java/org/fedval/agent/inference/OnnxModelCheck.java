package org.fedval.agent.inference;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.wire.bundle.ModelSpec;

/**
 * Reads an ONNX model without running it and refuses, by name, what a locked model must not have:
 * tensors in external files, operators or functions outside the ONNX standard's own domains, and
 * inputs or outputs other than its specification says. Subgraphs and training graphs are searched
 * too.
 */
public final class OnnxModelCheck {
  /** The largest model that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 30;

  private static final Set<String> STANDARD_DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

  private OnnxModelCheck() {}

  /**
   * @throws ModelRefusedException with one sentence that names what is wrong
   */
  public static void check(byte[] onnx, ModelSpec spec) throws ModelRefusedException {
    ModelProto model = parse(onnx);
    if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw new ModelRefusedException("model.onnx is not an ONNX model: it has no graph.");
    }
    if (model.getOpsetImportCount() == 0) {
      throw new ModelRefusedException("model.onnx names no operator set; the file is cut off.");
    }
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      refuseDomain(set.getDomain(), "operator set");
    }
    if (model.getFunctionsCount() > 0) {
      throw new ModelRefusedException(
          "model.onnx defines the function "
              + quoted(model.getFunctions(0).getName())
              + "; functions are custom operators and are not allowed, export without them.");
    }
    search(model);
    checkInput(model.getGraph(), spec.input());
    checkOutput(model.getGraph(), spec);
  }

  private static ModelProto parse(byte[] onnx) throws ModelRefusedException {
    if (onnx.length > MAX_BYTES) {
      throw new ModelRefusedException("model.onnx is larger than 1 GiB, the most that is read.");
    }
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(onnx).newCodedInput();
    in.enableAliasing(true);
    in.setSizeLimit(MAX_BYTES);
    try {
      return ModelProto.parseFrom(in);
    } catch (IOException e) {
      throw new ModelRefusedException(
          "model.onnx is not an ONNX model: its protobuf structure is damaged.");
    }
  }

  private static void search(Message message) throws ModelRefusedException {
    if (message instanceof TensorProto tensor) {
      refuseExternal(tensor);
    }
    if (message instanceof NodeProto node) {
      refuseDomain(node.getDomain(), "operator " + quoted(node.getOpType()));
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.getKey().isRepeated()) {
        for (Object item : (List<?>) field.getValue()) {
          search((Message) item);
        }
      } else {
        search((Message) field.getValue());
      }
    }
  }

  private static void refuseExternal(TensorProto tensor) throws ModelRefusedException {
    if (tensor.getExternalDataCount() > 0
        || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new ModelRefusedException(
          "model.onnx keeps the tensor "
              + quoted(tensor.getName())
              + " in an external data file; export the model with all weights inside.");
    }
  }

  private static void refuseDomain(String domain, String what) throws ModelRefusedException {
    if (!STANDARD_DOMAINS.contains(domain)) {
      throw new ModelRefusedException(
          "model.onnx uses the "
              + what
              + " of the domain "
              + quoted(domain)
              + "; only standard ai.onnx operators are allowed.");
    }
  }

  private static void checkInput(GraphProto graph, ModelSpec.Input expected)
      throws ModelRefusedException {
    Set<String> weights =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !weights.contains(i.getName())).toList();
    if (inputs.size() != 1 || !inputs.get(0).getName().equals(expected.name())) {
      throw new ModelRefusedException(
          "model.onnx must have exactly one input named "
              + quoted(expected.name())
              + " as its specification says; it has "
              + names(inputs)
              + ".");
    }
    requireShape(
        inputs.get(0),
        new long[] {expected.channels(), expected.height(), expected.width()},
        "input");
  }

  private static void checkOutput(GraphProto graph, ModelSpec spec) throws ModelRefusedException {
    for (ValueInfoProto output : graph.getOutputList()) {
      if (output.getName().equals(spec.output().name())) {
        requireShape(output, new long[] {spec.output().width()}, "output");
        return;
      }
    }
    throw new ModelRefusedException(
        "model.onnx has no output named "
            + quoted(spec.output().name())
            + "; it has "
            + names(graph.getOutputList())
            + ".");
  }

  private static void requireShape(ValueInfoProto value, long[] afterBatch, String what)
      throws ModelRefusedException {
    var type = value.getType().getTensorType();
    boolean matches =
        type.getElemType() == TensorProto.DataType.FLOAT.getNumber()
            && type.getShape().getDimCount() == afterBatch.length + 1
            && !type.getShape().getDim(0).hasDimValue();
    for (int i = 0; matches && i < afterBatch.length; i++) {
      matches = type.getShape().getDim(i + 1).getDimValue() == afterBatch[i];
    }
    if (!matches) {
      String dims = Arrays.toString(afterBatch);
      throw new ModelRefusedException(
          "The "
              + what
              + " "
              + quoted(value.getName())
              + " of model.onnx must be float32 with the shape [batch, "
              + dims.substring(1)
              + " and a free batch dimension, as the specification says.");
    }
  }

  private static String names(List<ValueInfoProto> values) {
    return values.isEmpty()
        ? "none"
        : values.stream().limit(8).map(v -> quoted(v.getName())).collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    String shortened = name.length() > 64 ? name.substring(0, 64) : name;
    return "'" + shortened.replaceAll("[^\\p{Print}]", "?") + "'";
  }
}
