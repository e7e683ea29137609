using Digits.Data;

namespace Digits.Tests;

public sealed class DrawnDigitsTests
{
    [Fact]
    public void The_same_seed_draws_the_same_digits()
    {
        DigitData first = DrawnDigits.Draw(seed: 5, train: 40, test: 20);
        DigitData second = DrawnDigits.Draw(seed: 5, train: 40, test: 20);

        AssertSame(first.Train, second.Train);
        AssertSame(first.Test, second.Test);
    }

    [Fact]
    public void Another_seed_and_the_test_set_are_other_digits()
    {
        DigitData first = DrawnDigits.Draw(seed: 5, train: 40, test: 40);
        DigitData second = DrawnDigits.Draw(seed: 6, train: 40, test: 40);
        DigitSet[] sets = [first.Train, first.Test, second.Train, second.Test];

        byte[][] images = [.. sets.SelectMany(set => Enumerable.Range(0, set.Count).Select(i => set.Image(i).ToArray()))];
        Assert.Equal(images.Length, images.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Every_digit_is_there_and_has_ink_and_paper()
    {
        DigitSet digits = DrawnDigits.Draw(seed: 1, train: 500, test: 1).Train;

        Assert.Equal(10, digits.Labels.ToArray().Distinct().Count());
        for (int i = 0; i < digits.Count; i++)
        {
            byte[] image = digits.Image(i).ToArray();
            Assert.InRange(image.Count(pixel => pixel > 100), 12, DigitSet.PixelCount / 2);
            Assert.InRange(image.Count(pixel => pixel == 0), 50, DigitSet.PixelCount);
        }
    }

    private static void AssertSame(DigitSet expected, DigitSet actual)
    {
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        Assert.All(Enumerable.Range(0, expected.Count), i => Assert.True(expected.Image(i).SequenceEqual(actual.Image(i))));
    }
}
