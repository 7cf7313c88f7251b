package org.fedval.agent.inference;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OnnxModelCheckTest {
  private static final StringStringEntryProto LOCATION =
      StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd").build();

  @Test
  void a_plain_model_passes() {
    assertThatCode(() -> OnnxModelCheck.check(TinyModels.model(), TinyModels.spec()))
        .doesNotThrowAnyException();
  }

  @Test
  void weights_in_an_external_file_are_refused_by_name() {
    ModelProto.Builder model = TinyModels.builder(1, "Sigmoid");
    model.getGraphBuilder().getInitializerBuilder(0).addExternalData(LOCATION);

    refused(model, "keeps the tensor 'w' in an external data file");
  }

  @Test
  void an_external_location_without_a_path_is_refused_too() {
    ModelProto.Builder model = TinyModels.builder(1, "Sigmoid");
    model
        .getGraphBuilder()
        .getInitializerBuilder(1)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL);

    refused(model, "keeps the tensor 'b' in an external data file");
  }

  @Test
  void external_data_of_a_constant_inside_a_subgraph_is_found() {
    AttributeProto.Builder constant =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(TinyModels.floats("hidden", 1f).addExternalData(LOCATION));
    GraphProto.Builder branch =
        GraphProto.newBuilder()
            .setName("branch")
            .addNode(TinyModels.node("Constant", "c").addAttribute(constant));
    ModelProto.Builder model = TinyModels.builder(1, "Sigmoid");
    model
        .getGraphBuilder()
        .addNode(
            TinyModels.node("If", "unused", "scores")
                .addAttribute(
                    AttributeProto.newBuilder()
                        .setName("then_branch")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(branch)));

    refused(model, "keeps the tensor 'hidden'");
  }

  @Test
  void an_operator_of_another_domain_is_refused_by_name() {
    ModelProto.Builder model = TinyModels.builder(1, "Sigmoid");
    model.getGraphBuilder().getNodeBuilder(4).setOpType("Gelu").setDomain("com.microsoft");

    refused(model, "uses the operator 'Gelu' of the domain 'com.microsoft'");
  }

  @Test
  void an_operator_set_of_another_domain_is_refused_even_unused() {
    ModelProto.Builder model =
        TinyModels.builder(1, "Sigmoid")
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("evil.example").setVersion(1));

    refused(model, "of the domain 'evil.example'");
  }

  @Test
  void a_model_local_function_is_refused_by_name() {
    refused(
        TinyModels.builder(1, "Sigmoid").addFunctions(FunctionProto.newBuilder().setName("Twice")),
        "defines the function 'Twice'");
  }

  @Test
  void inputs_and_outputs_other_than_the_specification_says_are_refused() {
    ModelProto.Builder renamed = TinyModels.builder(1, "Sigmoid");
    renamed.getGraphBuilder().getInputBuilder(0).setName("picture");
    refused(renamed, "exactly one input named 'image' as its specification says; it has 'picture'");

    refused(TinyModels.builder(3, "Sigmoid"), "The input 'image' of model.onnx must be float32");

    ModelProto.Builder output = TinyModels.builder(1, "Sigmoid");
    output.getGraphBuilder().getOutputBuilder(0).setName("probabilities");
    refused(output, "has no output named 'scores'; it has 'probabilities'");

    ModelProto.Builder fixed = TinyModels.builder(1, "Sigmoid");
    fixed
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimValue(1);
    refused(fixed, "a free batch dimension");
  }

  @Test
  void damaged_bytes_end_in_a_sentence() {
    byte[] model = TinyModels.model();
    for (int length = 0; length < model.length; length++) {
      byte[] cut = Arrays.copyOf(model, length);
      assertThatThrownBy(() -> OnnxModelCheck.check(cut, TinyModels.spec()))
          .isInstanceOf(ModelRefusedException.class);
    }
  }

  @Test
  void an_operator_that_does_not_exist_is_refused_by_the_runtime_in_one_sentence() {
    byte[] model = TinyModels.builder(1, "NoSuchOperator").build().toByteArray();

    assertThatThrownBy(() -> OnnxEngine.load(model, TinyModels.spec(), 1))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageStartingWith("ONNX Runtime cannot load model.onnx");
  }

  private static void refused(ModelProto.Builder model, String words) {
    assertThatThrownBy(() -> OnnxModelCheck.check(model.build().toByteArray(), TinyModels.spec()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining(words);
  }
}
