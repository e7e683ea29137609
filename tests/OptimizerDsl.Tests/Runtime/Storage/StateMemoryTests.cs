using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class StateMemoryTests
{
    private static readonly (int Low, int High)[] s_pairs = [(12, 27), (13, 26), (14, 25), (15, 20), (16, 21), (17, 22), (18, 23), (19, 24)];

    public static TheoryData<long> Lengths => [.. new long[] { 1, 3, 5, 7 }.SelectMany(odd => Enumerable.Range(0, 31).Select(power => odd << power)).Where(length => length is >= 32 << 20 and <= 1 << 30)];

    // Lines of one hash take each other's place in the first-level cache of some processors.
    [Theory]
    [MemberData(nameof(Lengths))]
    public void Buffers_of_one_length_seldom_have_lines_of_one_hash(long bytes)
    {
        const int Samples = 2000;
        var random = new Random(1);
        for (int buffers = 1; buffers <= 5; buffers++)
        {
            long distance = buffers * StateMemory.DistanceBehind(bytes);
            int alike = 0;
            for (int i = 0; i < Samples; i++)
            {
                long address = random.NextInt64(1L << 46) & ~4095L;
                alike += Hash(address) == Hash(address + distance) ? 1 : 0;
            }

            Assert.InRange(alike, 0, Samples / 20);
        }

        // As published by Lipp and others, "Take A Way", 2020: pairs of bits of the address.
        static int Hash(long address) =>
            s_pairs.Select((pair, bit) => (int)(((address >> pair.Low) ^ (address >> pair.High)) & 1) << bit).Sum();
    }

    [Fact]
    public void Buffers_of_a_page_or_more_lie_alike_in_their_pages()
    {
        foreach (int length in new[] { 16, 1000, 1024, 5000, 1 << 20 })
        {
            nint[] addresses = new StateMemory([StateFormat.Full, StateFormat.BFloat16, StateFormat.Full], sizeof(float), length, 2048).Addresses;
            Assert.Equal(2048, addresses[0] % 4096);
            Assert.All(addresses, address => Assert.Equal(0, address % 64));
            Assert.True(length < 2048 || addresses.All(address => address % 4096 == 2048));
        }
    }
}
