using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Parameters of which a step updates some rows.</summary>
public sealed class RowSparseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Only_touched_rows_change(int threads)
    {
        var set = new ParameterSet();
        set.Add("a", 5);
        Parameter table = set.Add("table", 200, 3);
        table.IsRowSparse = true;
        set.Add("b", 4);
        StepEngine<float> engine = Engines.Make("R", new CountingProgram { Clears = true }, set).On(threads);

        int[] rows = [199, 0, 63, 64, 65, 130, 0];
        set[1].Gradients.Fill(10);
        table.TouchRows(rows);
        table.TouchRows();
        engine.Step(1);
        Assert.All(Enumerable.Range(0, 600), i => Assert.Equal(rows.Contains(i / 3) ? 11 : 0, table.Values[i]));
        Assert.All(Enumerable.Range(0, 600), i => Assert.Equal(rows.Contains(i / 3) ? 0 : 10, table.Gradients[i]));
        Assert.Equal([1, 1, 1, 1, 1], set[0].Values);
        Assert.Equal([1, 1, 1, 1], set[2].Values);

        // The next step is told nothing, so it updates all rows.
        engine.Step(1);
        Assert.All(Enumerable.Range(0, 600), i => Assert.Equal(rows.Contains(i / 3) ? 13 : 12, table.Values[i]));
    }

    [Fact]
    public void Touching_no_row_leaves_all_as_they_are()
    {
        (StepEngine<float> engine, Parameter table, CountingProgram program) = Make();
        table.TouchRows([]);
        engine.Step(1);
        Assert.All(table.Values.ToArray(), x => Assert.Equal(0, x));
        Assert.Equal(1, program.Counted);
    }

    [Fact]
    public void A_skipped_step_forgets_its_rows()
    {
        (StepEngine<float> engine, Parameter table, CountingProgram program) = Make();
        program.Skip = "no";
        table.TouchRows(1);
        engine.Step(1);
        program.Skip = null;
        engine.Step(1);
        Assert.All(table.Values.ToArray(), x => Assert.Equal(1, x));
    }

    [Fact]
    public void Accumulated_calls_share_their_rows()
    {
        var set = new ParameterSet();
        Parameter table = set.Add("table", 3, 2);
        table.IsRowSparse = true;
        var engine = new StepEngine<float>(new StepPlan { Recipe = "R", AccumulateSteps = 2 }, set, new StepGroup<float>("", new CountingProgram(), 1));
        table.TouchRows(0);
        engine.Step(1);
        table.TouchRows(2);
        engine.Step(1);
        Assert.Equal([1, 1, 0, 0, 1, 1], table.Values);
    }

    [Fact]
    public void Steps_with_touched_rows_allocate_nothing()
    {
        var set = new ParameterSet();
        Parameter table = set.Add("table", 300, 2);
        table.IsRowSparse = true;
        StepEngine<float> engine = Engines.Make("R", new MomentumProgram<float>(), set, "m");
        int[] rows = [0, 2, 299];
        Step(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step(100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step(int times)
        {
            for (int i = 0; i < times; i++)
            {
                table.TouchRows(rows);
                engine.Step(1);
            }
        }
    }

    [Fact]
    public void Mistakes_are_named_before_anything_changes()
    {
        var set = new ParameterSet();
        Parameter vector = set.Add("bias", 7), dense = set.Add("dense", 2, 2), table = set.Add("table", 4, 3);
        Assert.Contains("'bias' has the shape [7]", Assert.Throws<InvalidOperationException>(() => vector.IsRowSparse = true).Message);
        Assert.Contains("'dense' is not row-sparse: set IsRowSparse", Assert.Throws<InvalidOperationException>(() => dense.TouchRows(0)).Message);
        table.IsRowSparse = true;
        Assert.Contains("rows are 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => table.TouchRows(1, 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.TouchRows(-1));

        // Neither call named row 1.
        StepEngine<float> engine = Engines.Make("R", new CountingProgram(), set);
        engine.Step(1);
        Assert.All(table.Values.ToArray(), x => Assert.Equal(1, x));
        Assert.Contains("comes too late", Assert.Throws<InvalidOperationException>(() => dense.IsRowSparse = true).Message);
    }

    private static (StepEngine<float> Engine, Parameter Table, CountingProgram Program) Make()
    {
        var set = new ParameterSet();
        Parameter table = set.Add("table", 3, 2);
        table.IsRowSparse = true;
        var program = new CountingProgram();
        return (Engines.Make("R", program, set), table, program);
    }
}
